"""Where nothing can be awaited, and which functions cannot be coroutine functions; each with what to do about it."""

import libcst as cst

from .module import Module
from .project import Project

PLAIN = {
    "builtins.property": "a property cannot wait: make it a method",
    "functools.cached_property": "a property cannot wait: make it a method",
    "contextlib.contextmanager": "make it with `asynccontextmanager`, and use it with `async with`",
    "click.command": "a command cannot wait: run what waits with `asyncio.run`",
    "flask.Flask().cli.command": "a command cannot wait: run what waits with `asyncio.run`",
    "flask.Blueprint().cli.command": "a command cannot wait: run what waits with `asyncio.run`",
}


def why_not(project: Project, module: Module, node: cst.CSTNode) -> str:
    """Return why nothing can be awaited at a node; nothing when it can."""
    inner = node
    for outer in module.above(node):
        match outer:
            case cst.FunctionDef(body=body) if inner is body:
                return why_plain(project, module, outer)
            case cst.Lambda(body=body) if inner is body:
                return "a lambda cannot wait: make it an `async def`"
            case cst.ClassDef(body=body) if inner is body:
                return "the body of a class cannot wait: do it in a function"
            case cst.GeneratorExp(for_in=first) if not (inner is first and is_first_iterable(module, first, node)):
                return "a generator expression that waits is an asynchronous generator: make it a list"
        inner = outer
    return "a module's own code cannot wait: do it when the app starts, in `before_serving`"


def is_first_iterable(module: Module, first: cst.CompFor, node: cst.CSTNode) -> bool:
    """Say whether a node stands in what a generator expression reads first: that is looked up where it is written."""
    return node is first.iter or first.iter in module.above(node)


def why_plain(project: Project, module: Module, function: cst.FunctionDef) -> str:
    """Return why a function cannot be a coroutine function; nothing when it can."""
    name = function.name.value
    if name.startswith("__") and name.endswith("__"):
        return f"`{name}` cannot wait: do it in a method that is awaited"
    for decorator in function.decorators:
        called = decorator.decorator.func if isinstance(decorator.decorator, cst.Call) else decorator.decorator
        for origin in project.origins(module, called) & PLAIN.keys():
            return PLAIN[origin]
    mine = [one for one in module.all(cst.Yield) if module.function_of(one) is function]
    if any(isinstance(one.value, cst.From) for one in mine):
        return "an asynchronous generator has no `yield from`: write a loop"
    if mine and any(one.value and module.function_of(one) is function for one in module.all(cst.Return)):
        return "an asynchronous generator returns nothing: yield it, or leave it out"
    return ""
