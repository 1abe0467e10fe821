"""Await the body of a request, as bytes, JSON or values.

Quart calls the view as soon as the head of the request has arrived. The body may still be on its way.
"""

from ...migrate.rewrites import await_attributes, await_calls, combine
from ..rule import Rule

_CALLS = ("flask.Request().get_data", "flask.Request().get_json")
_ATTRIBUTES = ("flask.Request().data", "flask.Request().json", "flask.Request().values")


RULE = Rule(
    id="FQ008",
    name="request body",
    feature="request",
    also=("json",),
    symptom="`data is None` is never true: the data from the browser is a coroutine object.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def index():
            data = request.get_json(silent=True)
            if data is None:
                return "no JSON"
            return "JSON"
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def index():
            data = await request.get_json(silent=True)
            if data is None:
                return "no JSON"
            return "JSON"
    """,
    responses=("200 no JSON",),
    without_rule=("200 JSON", "RuntimeWarning: coroutine 'Request.get_json' was never awaited"),
    rewrite=combine(await_calls(*_CALLS), await_attributes(*_ATTRIBUTES)),
    requests=(("POST", "/", {"content": b"{", "headers": {"Content-Type": "application/json"}}),),
)
