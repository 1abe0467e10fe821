"""Await `render_template`.

Quart renders in Jinja's asynchronous mode, so that a template can await the values that it shows.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

RULE = Rule(
    id="FQ006",
    name="render_template",
    feature="templates",
    symptom="The view returns a coroutine object: 500, and a TypeError in the log.",
    before="""
        from flask import Flask, render_template_string

        app = Flask(__name__)

        @app.get("/")
        def index():
            return render_template_string("Hello {{ name }}", name="Ann")
    """,
    after="""
        from quart import Quart, render_template_string

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return await render_template_string("Hello {{ name }}", name="Ann")
    """,
    responses=("200 Hello Ann",),
    without_rule=(
        "500",
        "RuntimeWarning: coroutine 'render_template_string' was never awaited",
        "TypeError: The response value type (coroutine) is not valid",
    ),
    rewrite=await_calls("flask.render_template", "flask.render_template_string"),
)
