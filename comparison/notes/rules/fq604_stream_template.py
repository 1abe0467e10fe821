"""Await `stream_template`, which returns an asynchronous generator.

It has to await the context processors before the first piece.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

RULE = Rule(
    id="FQ604",
    name="stream_template",
    feature="streaming",
    also=("templates",),
    symptom="500: a coroutine is not a valid response.",
    before="""
        from flask import Flask, stream_template_string

        app = Flask(__name__)

        @app.get("/")
        def index():
            return stream_template_string("{% for n in numbers %}{{ n }} {% endfor %}", numbers=[1, 2, 3])
    """,
    after="""
        from quart import Quart, stream_template_string

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return await stream_template_string("{% for n in numbers %}{{ n }} {% endfor %}", numbers=[1, 2, 3])
    """,
    responses=("200 1 2 3",),
    without_rule=(
        "500",
        "RuntimeWarning: coroutine 'stream_template_string' was never awaited",
        "TypeError: The response value type (coroutine) is not valid",
    ),
    rewrite=await_calls("flask.stream_template", "flask.stream_template_string"),
)
