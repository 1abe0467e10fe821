"""Await `make_response`.

It may have to await the value that it makes the response from.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

RULE = Rule(
    id="FQ007",
    name="make_response",
    feature="response",
    symptom="A coroutine has no `headers`: 500.",
    before="""
        from flask import Flask, make_response

        app = Flask(__name__)

        @app.get("/")
        def index():
            response = make_response("made")
            response.headers["X-Made"] = "yes"
            return response
    """,
    after="""
        from quart import Quart, make_response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            response = await make_response("made")
            response.headers["X-Made"] = "yes"
            return response
    """,
    responses=("200 made",),
    without_rule=(
        "500",
        "RuntimeWarning: coroutine 'make_response' was never awaited",
        "AttributeError: 'coroutine' object has no attribute 'headers'",
    ),
    rewrite=await_calls("flask.make_response", "flask.Flask().make_response"),
)
