"""Enter contexts with `async with`.

Entering and leaving a context sends signals and runs teardowns, which may be coroutine functions.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AddedImport, AsyncBlock, Awaited, Change, ManualChange, OwnLoop, ReplacedText
from ...migrate.framework_names import APP_CONTEXT, CLIENT
from ...migrate.source import Source
from ..rule import Rule

_ENTERING = ("enterContext", "enter_context")
_STACK = "this context is asynchronous: enter it with `await stack.enter_async_context(…)` of an `AsyncExitStack`"
_IN_CONTEXT = "Quart cannot leave a client's context inside of an app context: enter the client alone"
_ENTERED = {
    APP_CONTEXT,
    "flask.Flask().test_request_context()",
    "flask.testing.FlaskClient()",
    "flask.testing.FlaskClient().session_transaction()",
}


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls():
        name = call.func.attr if isinstance(call.func, cst.Attribute) else None
        if name is not None and call.args and name.value in _ENTERING and source.origins(call.args[0].value) & _ENTERED:
            yield from _enter_async(source, call, name)
    for block in source.module.nodes(cst.With):
        for item in block.items:
            origins = source.origins(item.item)
            if CLIENT in origins and _is_in_app_context(source, block):
                yield ManualChange(item, _IN_CONTEXT)
            if origins & _ENTERED:
                yield AsyncBlock(block, item)
    yield from _own_loops(source)


def _own_loops(source: Source) -> Iterator[Change]:
    """Yield the changes of the blocks that enter an app context where nothing can be awaited."""
    numbers: dict[cst.CSTNode | None, int] = {}
    for block in source.module.nodes(cst.With):
        if source.block_in_own_loop(block) is not block:
            continue
        function = source.module.enclosing_function(block)
        numbers[function] = numbers.get(function, 0) + 1
        suffix = f"_{numbers[function]}" if numbers[function] > 1 else ""
        yield OwnLoop(block, f"run_in_app_context{suffix}", in_thread=function is not None)
        yield AddedImport(block, "asyncio")
        if function is not None:
            yield AddedImport(block, "concurrent.futures", "ThreadPoolExecutor")


def _is_in_app_context(source: Source, block: cst.With) -> bool:
    """Return whether a `with`, or one around it, enters an app context, too."""
    function = source.module.enclosing_function(block)
    outer = [node for node in source.module.ancestors(block) if isinstance(node, cst.With)]
    blocks = [block, *(node for node in outer if source.module.enclosing_function(node) is function)]
    return any(APP_CONTEXT in source.origins(item.item) for node in blocks for item in node.items)


def _enter_async(source: Source, call: cst.Call, name: cst.Name) -> Iterator[Change]:
    """Yield the changes of a call that enters a context for a test case or for a stack of contexts."""
    if name.value == "enter_context":
        yield ManualChange(call, _STACK)
    elif not source.is_awaited(call):
        yield ReplacedText(name, "enterAsyncContext")
        yield Awaited(call)


RULE = Rule(
    id="FQ704",
    name="contexts",
    feature="context",
    also=("tests", "cli"),
    symptom="A TypeError: the context is an asynchronous context manager.",
    before="""
        from flask import Flask, current_app

        app = Flask(__name__)

        def check():
            with app.app_context():
                return type(current_app.config).__name__
    """,
    after="""
        from quart import Quart, current_app

        app = Quart(__name__)

        async def check():
            async with app.app_context():
                return type(current_app.config).__name__
    """,
    responses=("Config",),
    without_rule=("TypeError: 'AppContext' object does not support the context manager protocol",),
    rewrite=rewrite,
)
