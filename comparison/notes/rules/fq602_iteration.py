"""Read asynchronous generators with `async for`, and close them with `aclosing`.

Each piece may have to be awaited. A template needs no change: Jinja awaits the pieces itself.
"""

from collections.abc import Iterator

from ...migrate.change import AsyncBlock, ManualChange, ReplacedName
from ...migrate.framework_names import SYNC_READERS
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[AsyncBlock | ManualChange | ReplacedName]:
    for loop in source.loops():
        if source.is_async_iterable(loop.iter):
            yield AsyncBlock(loop)
    for call in source.calls("contextlib.closing"):
        if source.is_async_iterable(call.args[0].value) and (block := source.async_with(call)):
            yield block
            yield ReplacedName(source.callee(call), "contextlib.aclosing", block.node)
    for call in source.calls(*SYNC_READERS):
        if any(source.is_async_iterable(argument.value) for argument in call.args):
            yield ManualChange(call, "this cannot read an asynchronous generator: write `[… async for … in …]`")


RULE = Rule(
    id="FQ602",
    name="async for",
    feature="streaming",
    symptom="The stream breaks off: `for` cannot read an asynchronous generator.",
    before="""
        from contextlib import closing

        from flask import Flask, Response

        app = Flask(__name__)

        def rows():
            yield "a"

        def upper(pieces):
            with closing(pieces):
                for piece in pieces:
                    yield piece.upper()

        @app.get("/")
        def index():
            return Response(upper(rows()), mimetype="text/plain")
    """,
    after="""
        from contextlib import aclosing

        from quart import Quart, Response

        app = Quart(__name__)

        async def rows():
            yield "a"

        async def upper(pieces):
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece.upper()

        @app.get("/")
        async def index():
            return Response(upper(rows()), mimetype="text/plain")
    """,
    responses=("200 A",),
    without_rule=("RemoteProtocolError: The app ended before its response did.",),
    rewrite=rewrite,
)
