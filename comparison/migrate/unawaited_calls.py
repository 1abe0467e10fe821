"""Report calls that may reach a newly async function without awaiting it.

A coroutine object is truthy: a permission check that is not awaited always passes.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import libcst as cst

from .change import AsyncFunction, Change, ManualChange
from .escapes import is_escaping
from .function import Function
from .module import Module
from .project import Project
from .source import Source
from .uses import Use

# What is reported, by whether the function is a generator.
_ESCAPES = {
    False: "`{}` is a coroutine function now: check that its caller awaits it",
    True: "`{}` is an asynchronous generator now: check that its caller reads it with `async for`",
}
_MAY_CALL = {
    False: "`{}` is a coroutine function now, and this may call it: await it, unless it is another method",
    True: "`{}` is an asynchronous generator now, and this may call it: read it with `async for`, unless it is another "
    "method",
}
# Methods of these names nearly always belong to another class.
_BUILTIN_TYPES = (bytearray, bytes, dict, frozenset, int, io.BufferedRandom, io.TextIOWrapper, list, set, str, tuple)
_HTTP_METHODS = ("delete", "dispatch_request", "get", "head", "options", "patch", "post", "put", "trace")
_COMMON_NAMES = {*_HTTP_METHODS, *(name for kind in _BUILTIN_TYPES for name in dir(kind))}
# Modules of the standard library that return objects that they were given.
_PASS_THROUGH_MODULES = {
    "builtins",
    "collections",
    "copy",
    "functools",
    "itertools",
    "operator",
    "queue",
    "random",
    "threading",
    "typing",
}
# Attributes of an app that are the framework's own.
_APP_ATTRIBUTES = ("aborter", "cli", "config", "jinja_env", "json", "logger", "url_map")


def new_async_functions(project: Project, changes: Mapping[str, Mapping[Change, str]]) -> dict[str, str]:
    """Return the paths of the functions that changes make async, each with the rule that requested it."""
    return {
        project.modules[name].path_of(change.node): rule
        for name, of_module in changes.items()
        for change, rule in of_module.items()
        if isinstance(change, AsyncFunction)
    }


def unawaited_calls(
    source: Source, async_rules: Mapping[str, str], changed_nodes: set[cst.CSTNode]
) -> Iterator[tuple[ManualChange, str]]:
    """Yield the places of a module to check, each with the rule that made the function async.

    They are references that escape, and calls of a method's name on an object of unknown class. `async_rules` are the
    newly async functions with their rules; `changed_nodes` are those that a rule changes already.
    """
    uses: list[Use] = [*source.module.nodes(cst.Name), *source.module.nodes(cst.Attribute)]
    for use in uses:
        is_read = source.is_use(use) and use not in changed_nodes
        paths = sorted(source.origins(use) & async_rules.keys()) if is_read else []
        if paths and is_escaping(source, use):
            reason = _reason(_ESCAPES, source.project.functions[paths[0]])
            yield ManualChange(use, reason, silent=True), async_rules[paths[0]]
    methods = _methods_by_name(source.project, async_rules)
    for call in source.calls():
        name = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
        candidates = methods.get(name, ()) if call not in changed_nodes else ()
        path = next((path for path in candidates if _may_call(source, call, path)), None)
        if path is not None:
            reason = _reason(_MAY_CALL, source.project.functions[path])
            yield ManualChange(call, reason, silent=True), async_rules[path]


def _methods_by_name(project: Project, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the methods among some functions by their names.

    Names of HTTP methods and of methods of built-in types are left out: they nearly always belong to another class.
    """
    methods: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        function = project.functions[path]
        if function.owner_class is not None and function.node.name.value not in _COMMON_NAMES:
            methods[function.node.name.value].append(path)
    return methods


def _reason(texts: Mapping[bool, str], function: Function) -> str:
    return texts[function.is_generator].format(function.node.name.value)


def _may_call(source: Source, call: cst.Call, path: str) -> bool:
    """Return whether a call with the name of a method may call the method at the dotted `path` without `await`.

    An object of unknown class may have it. A call that is passed to a function of asyncio counts as awaited.
    """
    outer_call = source.module.parent(source.module.parent(call))
    if source.is_awaited(call) or (isinstance(outer_call, cst.Call) and _is_asyncio(source, outer_call.func)):
        return False
    origins = source.origins(call.func)
    # The result of a project function says more than that it is its result, and a method more than its class's bases.
    specific = {origin for origin in origins if origin.partition("()")[0] not in source.project.functions}
    specific -= _members_of_bases(source.project, origins)
    candidates = specific if origins & source.project.functions.keys() else specific or origins
    return not origins or any(_may_be_method(source.project, origin, path) for origin in candidates)


def _members_of_bases(project: Project, origins: Set[str]) -> set[str]:
    """Return the origins that stand for a member of a base class, where the class itself has the method."""
    owners = {origin.rpartition(".")[0] for origin in origins & project.functions.keys()}
    bases = {base for owner in owners & project.classes.keys() for base in project.bases(owner)}
    return {origin for origin in origins if origin.rpartition(".")[0].removesuffix("()") in bases}


def _is_asyncio(source: Source, function: cst.BaseExpression) -> bool:
    return any(origin.startswith("asyncio.") for origin in source.origins(function))


def _may_be_method(project: Project, origin: str, path: str) -> bool:
    """Return whether an attribute with this origin may be the method at `path`."""
    owner, _, name = origin.rpartition(".")
    bases = project.bases(path.removesuffix(f".{name}"))
    owner_class = owner.removesuffix("()")
    if owner_class != owner and owner_class in (*project.classes, *bases):
        return owner_class in bases
    attribute_origins = {f"{value}.{name}" for value in _attribute_values(project, owner)}
    if attribute_origins:
        return any(
            path in project.member(candidate.rpartition(".")[0], name) or _may_be_method(project, candidate, path)
            for candidate in attribute_origins
        )
    return _is_open_origin(project, origin)


def _is_open_origin(project: Project, origin: str) -> bool:
    """Return whether an origin says too little to rule out an object of the project."""
    root = re.split(r"\W", origin)[0]
    if "[]" in origin or any(module.partition(".")[0] == root for module in project.modules):
        return True
    if root == "flask":
        attribute = re.match(r"flask(?:\.\w+)*\(\)\.(\w+).*\.", origin)
        return origin.startswith("flask.g.") or (attribute is not None and attribute[1] not in _APP_ATTRIBUTES)
    if root in sys.stdlib_module_names:
        return root in _PASS_THROUGH_MODULES
    return origin.count("()") > 1


def _attribute_values(project: Project, origin: str) -> Iterator[str]:
    """Yield the origins of an attribute of a project class, from its annotation or if all its assignments are known.

    `origin` is "CLASS().NAME". Nothing for any other origin.
    """
    owner, _, name = origin.rpartition(".")
    path = owner.removesuffix("()")
    if path == owner or path not in project.classes:
        return
    module, node = project.classes[path]
    lines = [line for line in node.body.body if isinstance(line, cst.SimpleStatementLine)]
    for statement in [statement for line in lines for statement in line.body]:
        if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
            yield from project.instances(module, statement.annotation) if statement.target.value == name else ()
    origins = [project.origins(module, value) for value in _assigned_to_attribute(project, module, owner, name)]
    if all(origins):
        yield from frozenset().union(*origins)


def _assigned_to_attribute(project: Project, module: Module, owner: str, name: str) -> Iterator[cst.BaseExpression]:
    """Yield the values that a module assigns to an attribute of instances with the origin `owner`."""
    for statement in module.nodes(cst.Assign):
        for assign_target in statement.targets:
            target = assign_target.target
            if not isinstance(target, cst.Attribute) or target.attr.value != name:
                continue
            if owner in project.origins(module, target.value):
                yield statement.value
