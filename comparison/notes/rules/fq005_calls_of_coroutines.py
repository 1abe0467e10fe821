"""A call of a coroutine function is awaited.

Without `await` it gives a coroutine object, and nothing of the function runs. Python says so in a warning, when the
object is thrown away. Under pytest the warning fails a test only with both filters, `error::RuntimeWarning` and
`error::pytest.PytestUnraisableExceptionWarning`: pytest makes the second warning of the first one's error.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Awaited
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Awaited]:
    for call in source.calls():
        waiting = [one for one in source.functions_named(call.func) if not one.is_generator]
        if any(source.path_of(one) in source.async_functions for one in waiting) and not is_taken(source, call):
            yield Awaited(call)


def is_taken(source: Source, call: cst.Call) -> bool:
    """Say whether somebody awaits a coroutine: it is awaited here, or handed to asyncio."""
    argument = source.module.parent(call)
    outer = source.module.parent(argument)
    taker = outer.func if isinstance(argument, cst.Arg) and isinstance(outer, cst.Call) else call.func
    return source.is_awaited(call) or any(one.startswith("asyncio.") for one in source.origins(taker))


RULE = Rule(
    id="FQ005",
    name="calls of coroutine functions",
    feature="app",
    symptom="Nothing of the function runs; the caller goes on with a coroutine object.",
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
)
