"""An asynchronous generator is read with `async for`, and closed with `aclosing`.

It may have to wait for each piece. A template needs no change: Jinja does it by itself.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncBlock, Named
from ...migrate.source import Source
from ..rule import Rule

STREAMED = {"flask.stream_template()", "flask.stream_template_string()"}


def rewrite(source: Source) -> Iterator[AsyncBlock | Named]:
    loops: list[cst.For | cst.CompFor] = [*source.module.all(cst.For), *source.module.all(cst.CompFor)]
    for loop in loops:
        if comes_in_time(source, loop.iter):
            yield AsyncBlock(loop)
    for call in source.calls("contextlib.closing"):
        block = source.module.parent(source.module.parent(call))
        if comes_in_time(source, call.args[0].value) and isinstance(block, cst.With):
            yield AsyncBlock(block)
            yield Named(source.named(call), "contextlib.aclosing")


def comes_in_time(source: Source, node: cst.CSTNode) -> bool:
    return source.is_async_iterable(node) or bool(source.origins(node) & STREAMED)


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
            yield "b"

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
            yield "b"

        async def upper(pieces):
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece.upper()

        @app.get("/")
        async def index():
            return Response(upper(rows()), mimetype="text/plain")
    """,
    shows=("200 AB",),
    forgotten=("RemoteProtocolError: The app ended before its response did.",),
    rewrite=rewrite,
)
