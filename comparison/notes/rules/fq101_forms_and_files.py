"""Await `request.form` and `request.files`.

Quart parses the body when the view reads them, and the body may still be on its way.
"""

from ...migrate.rewrites import await_attributes
from ..rule import Rule

RULE = Rule(
    id="FQ101",
    name="forms and files",
    feature="upload",
    also=("request",),
    symptom='`"name" in request.form` is a TypeError: 500. `if request.form:` is always true, without an error.',
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            if not request.form:
                return "nothing sent"
            return "something sent"
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            if not await request.form:
                return "nothing sent"
            return "something sent"
    """,
    responses=("200 nothing sent",),
    without_rule=("200 something sent", "RuntimeWarning: coroutine 'Request.form' was never awaited"),
    rewrite=await_attributes("flask.Request().form", "flask.Request().files"),
    requests=(("POST", "/", {}),),
)
