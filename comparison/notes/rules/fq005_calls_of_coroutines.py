"""Await calls to coroutine functions, and properties that are ones; at module level, run them with `asyncio.run`.

Without `await`, the call returns a coroutine object, and none of the function's code runs. Python warns when the object
is discarded. Under pytest, the warning fails a test only with both filters, `error::RuntimeWarning` and
`error::pytest.PytestUnraisableExceptionWarning`: pytest turns the error of the first into the second warning.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AddedImport, AsyncFunction, Awaited, Change, InsertedText
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Change]:
    for call in _calls(source):
        function = source.module.enclosing_function(call)
        if source.is_at_module_level(call):
            yield InsertedText(call, "asyncio.run(", ")")
            yield AddedImport(call, "asyncio")
        elif not source.may_call_plain_function(call):
            yield Awaited(call)
        elif isinstance(function, cst.FunctionDef):
            yield AsyncFunction(function)
    for attribute in source.module.nodes(cst.Attribute):
        if source.is_use(attribute) and not source.is_awaited(attribute) and _is_async_property(source, attribute):
            yield Awaited(attribute)


def await_if_awaitable(source: Source) -> Iterator[Change]:
    """Yield the changes of calls that may reach a plain function, too: only a coroutine is awaited."""
    for call in _calls(source):
        if source.may_call_plain_function(call) and not source.is_awaited(call):
            yield InsertedText(call, "(await result if isawaitable(result := ", ") else result)")
            yield AddedImport(call, "inspect", "isawaitable")


def _calls(source: Source) -> Iterator[cst.Call]:
    """Yield the calls that may reach a coroutine function, and are not awaited."""
    for call in source.calls():
        paths = {source.path_of(callee) for callee in source.functions_named(call.func) if not callee.is_generator}
        if paths & source.async_functions and not _is_awaited(source, call):
            yield call


def _is_async_property(source: Source, attribute: cst.Attribute) -> bool:
    """Return whether an attribute is a property that is a coroutine function."""
    owners = {origin.removesuffix("()") for origin in source.origins(attribute.value) if origin.endswith("()")}
    paths = {f"{owner}.{attribute.attr.value}" for owner in owners} & source.async_functions
    return any(source.project.is_property(path) for path in paths if path in source.project.functions)


def _is_awaited(source: Source, call: cst.Call) -> bool:
    """Return whether a coroutine is awaited here, or passed to asyncio."""
    argument = source.module.parent(call)
    outer_call = source.module.parent(argument)
    callee = outer_call.func if isinstance(argument, cst.Arg) and isinstance(outer_call, cst.Call) else call.func
    if isinstance(argument, cst.Element) and _is_run_in_thread(source, outer_call):
        return True
    if isinstance(argument, cst.NamedExpr) and _is_checked(source, outer_call):
        return True
    return source.is_awaited(call) or any(origin.startswith("asyncio.") for origin in source.origins(callee))


def _is_checked(source: Source, argument: cst.CSTNode) -> bool:
    """Return whether `isawaitable` gets a value: the call is awaited by the form that this rule writes."""
    check = source.module.parent(argument)
    return isinstance(check, cst.Call) and "inspect.isawaitable" in source.origins(check.func)


def _is_run_in_thread(source: Source, arguments: cst.CSTNode) -> bool:
    """Return whether a list is what a thread passes to a function of asyncio."""
    thread = source.module.parent(source.module.parent(arguments))
    target = source.keyword_argument(thread, "target") if isinstance(thread, cst.Call) else None
    return target is not None and any(origin.startswith("asyncio.") for origin in source.origins(target.value))


RULE = Rule(
    id="FQ005",
    name="calls of coroutine functions",
    feature="app",
    symptom="None of the function's code runs. The caller continues with a coroutine object.",
    before="""
        from flask import Flask, flash, get_flashed_messages

        app = Flask(__name__)
        app.secret_key = "for this example only"

        def remember(text):
            flash(text)

        @app.get("/")
        def index():
            remember("stored")
            return " ".join(get_flashed_messages())
    """,
    after="""
        from quart import Quart, flash, get_flashed_messages

        app = Quart(__name__)
        app.secret_key = "for this example only"

        async def remember(text):
            await flash(text)

        @app.get("/")
        async def index():
            await remember("stored")
            return " ".join(get_flashed_messages())
    """,
    responses=("200 stored",),
    without_rule=("200", "RuntimeWarning: coroutine 'remember' was never awaited"),
    rewrite=rewrite,
    last_rewrite=await_if_awaitable,
)
