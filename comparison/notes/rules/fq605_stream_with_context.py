"""Pass the generator function to `stream_with_context`, and call the result.

Quart copies the context when that result is called. Flask takes the generator itself.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ReplacedText
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[ReplacedText]:
    for call in source.calls("flask.stream_with_context"):
        generator = source.argument(call, 0, "generator_or_function")
        if isinstance(generator, cst.Call) and list(source.functions_named(generator.func)):
            function = source.text(generator.func)
            arguments = source.text(generator).removeprefix(function)
            yield ReplacedText(call, f"{source.text(call.func)}({function}){arguments}")


RULE = Rule(
    id="FQ605",
    name="stream_with_context",
    feature="streaming",
    also=("context",),
    symptom="500: an asynchronous generator cannot be called.",
    before="""
        from flask import Flask, request, stream_with_context

        app = Flask(__name__)

        def rows():
            yield request.args.get("name", "nobody")

        @app.get("/")
        def index():
            return stream_with_context(rows())
    """,
    after="""
        from quart import Quart, request, stream_with_context

        app = Quart(__name__)

        async def rows():
            yield request.args.get("name", "nobody")

        @app.get("/")
        async def index():
            return stream_with_context(rows)()
    """,
    responses=("200 nobody",),
    without_rule=("500", "TypeError: The response value type (function) is not valid"),
    rewrite=rewrite,
)
