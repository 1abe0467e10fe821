"""The commands of click's that a project adds to an app: Flask gives each an app context."""

from collections.abc import Iterator

import libcst as cst

from .framework_names import COMMAND_GROUPS
from .function import decorator_callees
from .origins import OriginResolver

_REGISTRATIONS = {f"{group}.add_command" for group in COMMAND_GROUPS}
_SUBGROUPS = {f"{group}.group" for group in COMMAND_GROUPS}


def commands_of_apps(project: OriginResolver) -> set[str]:
    """Return the paths of the functions that are commands of an app, and of those in groups that it has."""
    commands = {*_added(project), *_subgroups(project)}
    waiting = {path: set(_groups(project, path)) for path in project.functions}
    while new := {path for path, groups in waiting.items() if groups & commands and path not in commands}:
        commands |= new
    return commands


def _added(project: OriginResolver) -> Iterator[str]:
    """Yield the functions that are passed to `add_command` of an app or a blueprint."""
    for module in project.modules.values():
        for call in module.nodes(cst.Call):
            is_added = isinstance(call.func, cst.Attribute) and call.func.attr.value == "add_command"
            if is_added and project.origins(module, call.func) & _REGISTRATIONS:
                for argument in call.args:
                    yield from project.origins(module, argument.value) & project.functions.keys()


def _subgroups(project: OriginResolver) -> Iterator[str]:
    """Yield the functions that are groups of an app or a blueprint: they are decorated with `app.cli.group()`."""
    for path, function in project.functions.items():
        if any(project.origins(function.module, callee) & _SUBGROUPS for callee in decorator_callees(function.node)):
            yield path


def _groups(project: OriginResolver, path: str) -> Iterator[str]:
    """Yield the groups that a function is a command of: it is decorated with `GROUP.command()`."""
    function = project.functions[path]
    for callee in decorator_callees(function.node):
        if isinstance(callee, cst.Attribute) and callee.attr.value in ("command", "group"):
            yield from project.origins(function.module, callee.value) & project.functions.keys()
