"""Explain why a place cannot hold an `await`, or why a function cannot be async, and what to do instead."""

import libcst as cst

from .evidence import is_test_module
from .framework_names import ASYNC_TEST_CASES, TEST_CASES
from .function import Function
from .module import Module
from .own_loops import blocks_around
from .project import Project

_PROPERTY = "a property cannot await: make it a method"
_CACHED_PROPERTY = "a coroutine can be awaited once: make the cached property a method, and cache its result"
_COMMAND = (
    "a command cannot await: move its body to a coroutine function that enters `app.app_context()`, and pass that to "
    "`asyncio.run` in place of `with_appcontext`"
)
_CACHED = "a cached coroutine can be awaited only once: cache its result"
_FACTORY = "an app factory cannot await: await in `before_serving`"
_MODULE_LEVEL = "module-level code cannot await: await in `before_serving`"
# Where an app context is entered before the event loop runs.
_OUTSIDE_OF_LOOP = {_COMMAND, _FACTORY, _MODULE_LEVEL}
# Decorators whose functions must stay synchronous.
_SYNC_DECORATORS = {
    "builtins.property": _PROPERTY,
    "functools.cached_property": _CACHED_PROPERTY,
    "werkzeug.utils.cached_property": _CACHED_PROPERTY,
    "contextlib.contextmanager": "make it with `asynccontextmanager`, and enter it with `async with`",
    "click.command": _COMMAND,
    "flask.Flask().cli.command": _COMMAND,
    "flask.Blueprint().cli.command": _COMMAND,
    "functools.cache": _CACHED,
    "functools.lru_cache": _CACHED,
}
# Methods that `logging` calls on subclasses of its classes.
_LOGGING_METHODS = ("filter", "emit", "format", "handle")
_CLASS_SETUP_METHODS = {"setUpClass": "asyncSetUp", "tearDownClass": "asyncTearDown"}
# Functions that pytest calls by their names, and does not await.
_PYTEST_FUNCTIONS = {
    f"{step}_{scope}" for step in ("setup", "teardown") for scope in ("class", "function", "method", "module")
} | {"setUpModule", "tearDownModule"}
_CALLED_METHODS = ("setUp", "tearDown", *_CLASS_SETUP_METHODS)


def why_no_await(project: Project, module: Module, node: cst.CSTNode) -> str:
    """Return why a node cannot be awaited where it stands, and what to do instead; "" if it can."""
    return "" if block_in_own_loop(project, module, node) is not None else _why_no_await(project, module, node)


def block_in_own_loop(project: Project, module: Module, node: cst.CSTNode) -> cst.With | None:
    """Return the outermost `with` around a node that is to run in an event loop of its own; None without one."""
    blocks = list(blocks_around(project, module, node))
    outermost = blocks[-1] if blocks else None
    return outermost if outermost and _why_no_await(project, module, outermost) in _OUTSIDE_OF_LOOP else None


def _why_no_await(project: Project, module: Module, node: cst.CSTNode) -> str:
    inner = node
    for outer in module.ancestors(node):
        match outer:
            case cst.FunctionDef(body=body) if inner is body:
                return why_not_async(project, module, outer)
            case cst.Lambda(body=body) if inner is body:
                return "a lambda cannot await: make it an `async def`"
            case cst.ClassDef(body=body) if inner is body:
                return "a class body cannot await: await in a function"
            case cst.GeneratorExp(for_in=first) if not (inner is first and _is_first_iterable(module, first, node)):
                return "a generator expression with `await` becomes asynchronous: make it a list"
        inner = outer
    return _MODULE_LEVEL


def _is_first_iterable(module: Module, first: cst.CompFor, node: cst.CSTNode) -> bool:
    """Return whether a node is in the first iterable of a generator expression, which the enclosing code evaluates."""
    return node is first.iter or first.iter in module.ancestors(node)


def why_not_async(project: Project, module: Module, function: cst.FunctionDef) -> str:
    """Return why a function cannot be a coroutine function, and what to do instead; "" if it can.

    Reasons are its name, a decorator, a library that calls it without `await`, and its `yield` statements.
    """
    name = function.name.value
    if name == "__call__" and module.path_of(function) not in project.callers:
        return (
            "`__call__` is called like a function: make it `async def`, and await each call, the first by `asyncio.run`"
        )
    if name != "__call__" and name.startswith("__") and name.endswith("__"):
        return f"`{name}` cannot await: await in a method that is awaited itself"
    if name in _PYTEST_FUNCTIONS and is_test_module(module):
        return f"`{name}` is not awaited: make it a fixture, with `@pytest.fixture(autouse=True)`"
    for decorator in function.decorators:
        expression = decorator.decorator
        if isinstance(expression, cst.Attribute) and expression.attr.value in ("setter", "deleter"):
            return f"a {expression.attr.value} cannot await: make it a method"
        callee = expression.func if isinstance(expression, cst.Call) else expression
        for origin in project.origins(module, callee) & _SYNC_DECORATORS.keys():
            # Templates and libraries read properties of an app, and await none; those of tests are read by tests.
            if origin != "builtins.property" or not is_test_module(module):
                return _SYNC_DECORATORS[origin]
    return _why_caller_does_not_await(project, module, function) or _why_not_async_generator(project, module, function)


def _why_caller_does_not_await(project: Project, module: Module, function: cst.FunctionDef) -> str:
    """Return which library calls a function without awaiting it; "" if none is known."""
    owner = Function(module, function).owner_class
    if owner is not None:
        return _why_method_is_not_awaited(function.name.value, set(project.bases(module.path_of(owner))))
    return _FACTORY if is_app_factory(project, module, function) else ""


def _why_method_is_not_awaited(name: str, bases: set[str]) -> str:
    """Return which library calls a method of a class with these bases without awaiting it; "" if none is known."""
    if name in _LOGGING_METHODS and any(base.startswith("logging.") for base in bases):
        return f"`logging` calls `{name}` without awaiting it: await its data earlier, and pass that in"
    if bases & (TEST_CASES | ASYNC_TEST_CASES):
        method = _CLASS_SETUP_METHODS.get(name, "")
        return f"`{name}` is not awaited: await in `{method}`, which runs for each test" if method else ""
    foreign = sorted(base for base in bases if base.endswith("TestCase"))
    if foreign and (name.startswith("test") or name in _CALLED_METHODS):
        return f"`{foreign[0]}` does not await: inherit from `unittest.IsolatedAsyncioTestCase`"
    return ""


def is_app_factory(project: Project, module: Module, function: cst.FunctionDef) -> bool:
    """Return whether a server may call a function to create the app: one at module level that returns a new app.

    Tests, fixtures and factories in test modules are not counted.
    """
    module_name = module.name.rpartition(".")[2]
    if module_name == "conftest" or module_name.startswith("test_") or project.is_given_fixtures(function):
        return False
    if not isinstance(module.parent(function), cst.Module):
        return False
    returned = [node.value for node in Function(module, function).nodes(cst.Return) if node.value is not None]
    values = [value for expression in returned for value in module.values(expression)]
    assigned = [value.value if isinstance(value, cst.AnnAssign) else value for value in values]
    return any(isinstance(value, cst.Call) and "flask.Flask()" in project.origins(module, value) for value in assigned)


def _why_not_async_generator(project: Project, module: Module, function: cst.FunctionDef) -> str:
    """Return why a generator cannot be an asynchronous one; "" if it can, or is no generator."""
    yields = module.nodes_run_by(function, cst.Yield)
    if any(isinstance(node.value, cst.From) for node in yields):
        return "an asynchronous generator has no `yield from`: write a loop"
    returns = module.nodes_run_by(function, cst.Return)
    if yields and (reader := project.foreign_readers.get(module.path_of(function))):
        return f"`{reader}` cannot read an asynchronous generator: keep it plain, and what it calls"
    if yields and any(node.value for node in returns):
        return "an asynchronous generator cannot return a value: yield it, or leave it out"
    return ""
