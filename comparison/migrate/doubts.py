"""What became a coroutine function, and may be called without `await` where no rule can see it; it is told.

A coroutine is true, whatever the function would have returned: a check that nobody awaits lets everybody in.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import libcst as cst

from .change import ByHand, Change, Coroutine
from .function import Function
from .handed import is_handed_on
from .module import Module
from .project import Project
from .source import Source, Use

Doubt = tuple[ByHand, str]
HANDED = {
    False: "`{}` waits now: see that who calls it from here awaits it",
    True: "`{}` is an asynchronous generator now: see that who calls it from here reads it with `async for`",
}
CALLED = {
    False: "`{}` waits now, and this may be one: await it, or see that it is not",
    True: "`{}` is an asynchronous generator now, and this may be one: read it with `async for`, or see that it is not",
}
TYPES = (bytearray, bytes, dict, frozenset, int, io.BufferedRandom, io.TextIOWrapper, list, set, str, tuple)
HTTP = ("delete", "dispatch_request", "get", "head", "options", "patch", "post", "put", "trace")
# What is so called is nearly always something else.
COMMON = {*HTTP, *(name for kind in TYPES for name in dir(kind))}
# Modules of the standard library that give what they got.
GIVING = {
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
# What an app of the framework has itself.
OWN = ("aborter", "cli", "config", "jinja_env", "json", "logger", "url_map")


def became(project: Project, changes: Mapping[tuple[str, Change], str]) -> dict[str, str]:
    """Return the paths of what was made a coroutine function, each with the rule that asked for it."""
    return {
        project.modules[name].path_of(change.node): rule
        for (name, change), rule in changes.items()
        if isinstance(change, Coroutine)
    }


def doubts(source: Source, made: Mapping[str, str], seen: set[cst.CSTNode]) -> Iterator[Doubt]:
    """Yield what to look at in a module; `made` is what became a coroutine function, `seen` what a rule has seen to."""
    uses: list[Use] = [*source.module.all(cst.Name), *source.module.all(cst.Attribute)]
    for use in uses:
        paths = sorted(source.origins(use) & made.keys()) if source.is_use(use) else []
        if paths and is_handed_on(source, use):
            yield ByHand(use, reason(HANDED, source.project.functions[paths[0]])), made[paths[0]]
    methods = methods_of(source.project, made)
    for call in source.calls():
        name = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
        found = [one for one in methods.get(name, ()) if call not in seen and may_be(source, call, one)]
        for path in found[:1]:
            yield ByHand(call, reason(CALLED, source.project.functions[path])), made[path]


def methods_of(project: Project, made: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the methods among some functions, by the names that nothing common has."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(made):
        function = project.functions[path]
        if function.method_of is not None and function.node.name.value not in COMMON:
            found[function.node.name.value].append(path)
    return found


def reason(texts: Mapping[bool, str], function: Function) -> str:
    return texts[function.generator].format(function.node.name.value)


def may_be(source: Source, call: cst.Call, path: str) -> bool:
    """Say whether a call, of what has the name of a method, may be one of that method, and is not awaited."""
    outer = source.module.parent(source.module.parent(call))
    taken = isinstance(outer, cst.Call) and any(one.startswith("asyncio.") for one in source.origins(outer.func))
    if taken or source.is_awaited(call):
        return False
    found = source.origins(call.func)
    if found & source.project.functions.keys():
        return False
    # What a function of the project returns says more than that it does.
    further = {one for one in found if one.partition("()")[0] not in source.project.functions}
    return not found or any(is_open(source.project, origin, path) for origin in further or found)


def is_open(project: Project, origin: str, path: str) -> bool:
    """Say whether what an attribute is known to come from says too little: it may be the method at `path`."""
    owner, _, name = origin.rpartition(".")
    classes = project.bases(path.removesuffix(f".{name}"))
    of = owner.removesuffix("()")
    if of != owner and of in (*project.classes, *classes):
        return of in classes
    fields = {f"{one}.{name}" for one in fields_of(project, owner)}
    if fields:
        return any(
            path in project.member(one.rpartition(".")[0], name) or is_open(project, one, path) for one in fields
        )
    root = re.split(r"\W", origin)[0]
    if "[]" in origin or any(module.partition(".")[0] == root for module in project.modules):
        return True
    if root == "flask":
        further = re.match(r"flask(?:\.\w+)*\(\)\.(\w+).*\.", origin)
        return origin.startswith("flask.g.") or (further is not None and further[1] not in OWN)
    if root in sys.stdlib_module_names:
        return root in GIVING
    return origin.count("()") > 1


def fields_of(project: Project, origin: str) -> Iterator[str]:
    """Yield what an attribute of a class of the project is, when its body or each assignment says so."""
    owner, _, name = origin.rpartition(".")
    path = owner.removesuffix("()")
    if path == owner or path not in project.classes:
        return
    module, node = project.classes[path]
    lines = [one for one in node.body.body if isinstance(one, cst.SimpleStatementLine)]
    for one in [part for line in lines for part in line.body]:
        if isinstance(one, cst.AnnAssign) and isinstance(one.target, cst.Name) and one.target.value == name:
            yield from project.instances(module, one.annotation)
    given = [project.origins(module, one) for one in assigned_to(project, module, owner, name)]
    yield from frozenset().union(*given) if all(given) else ()


def assigned_to(project: Project, module: Module, owner: str, name: str) -> Iterator[cst.BaseExpression]:
    """Yield what a module assigns to an attribute of an instance."""
    for statement in module.all(cst.Assign):
        for one in statement.targets:
            to = one.target
            if isinstance(to, cst.Attribute) and to.attr.value == name and owner in project.origins(module, to.value):
                yield statement.value
