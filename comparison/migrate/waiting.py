"""Where nothing can be awaited, and which functions cannot be coroutine functions; each with what to do about it."""

import libcst as cst

from .function import Function
from .module import Module
from .project import Project

PLAIN = {
    "builtins.property": "a property cannot wait: make it a method",
    "functools.cached_property": "a property cannot wait: make it a method",
    "contextlib.contextmanager": "make it with `asynccontextmanager`, and use it with `async with`",
    "click.command": "a command cannot wait: run what waits with `asyncio.run`",
    "flask.Flask().cli.command": "a command cannot wait: run what waits with `asyncio.run`",
    "flask.Blueprint().cli.command": "a command cannot wait: run what waits with `asyncio.run`",
    "functools.cache": "a cached coroutine can be awaited once only: cache what it returns",
    "functools.lru_cache": "a cached coroutine can be awaited once only: cache what it returns",
}
FACTORY = "a factory cannot wait: do it when the app starts, in `before_serving`"
# What `logging` calls of the classes that inherit from its own.
LOGGING = ("filter", "emit", "format", "handle")
TEST_CASES = {"unittest.TestCase", "unittest.case.TestCase"}
AWAITING = {"unittest.IsolatedAsyncioTestCase", "unittest.async_case.IsolatedAsyncioTestCase"}
AROUND_TESTS = {
    "setUp": "asyncSetUp",
    "tearDown": "asyncTearDown",
    "setUpClass": "asyncSetUp",
    "tearDownClass": "asyncTearDown",
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
    return why_called(project, module, function) or why_yielding(module, function)


def why_called(project: Project, module: Module, function: cst.FunctionDef) -> str:
    """Return who calls a function and does not await; nothing when nobody is known to."""
    around = Function(module, function).method_of
    if around is not None:
        return why_method(function.name.value, set(project.bases(module.path_of(around))))
    return FACTORY if is_factory(project, module, function) else ""


def why_method(name: str, bases: set[str]) -> str:
    """Return who calls a method of a class with these bases and does not await; nothing when nobody is known to."""
    if name in LOGGING and any(base.startswith("logging.") for base in bases):
        return f"`logging` calls `{name}` and does not await: give it what it needs where something can wait"
    if bases & AWAITING and name in AROUND_TESTS:
        return f"`{name}` is not awaited: do it in `{AROUND_TESTS[name]}`"
    if bases & TEST_CASES and (name in AROUND_TESTS or name.startswith("test")):
        return "a plain TestCase does not await: inherit from `unittest.IsolatedAsyncioTestCase`"
    return ""


def is_factory(project: Project, module: Module, function: cst.FunctionDef) -> bool:
    """Say whether a server may call a function to get an app: what tests make for themselves, they can await."""
    own = module.name.rpartition(".")[2]
    if own == "conftest" or own.startswith("test_") or project.is_given_fixtures(function):
        return False
    if not isinstance(module.parent(function), cst.Module):
        return False
    given = [one.value for one in Function(module, function).all(cst.Return) if one.value is not None]
    found = [value for one in given for value in module.values(one)]
    made = [one.value if isinstance(one, cst.AnnAssign) else one for one in found]
    return any(isinstance(one, cst.Call) and "flask.Flask()" in project.origins(module, one) for one in made)


def why_yielding(module: Module, function: cst.FunctionDef) -> str:
    """Return why a generator cannot be an asynchronous one; nothing when it can."""
    mine = [one for one in module.all(cst.Yield) if module.function_of(one) is function]
    if any(isinstance(one.value, cst.From) for one in mine):
        return "an asynchronous generator has no `yield from`: write a loop"
    if mine and any(one.value and module.function_of(one) is function for one in module.all(cst.Return)):
        return "an asynchronous generator returns nothing: yield it, or leave it out"
    return ""
