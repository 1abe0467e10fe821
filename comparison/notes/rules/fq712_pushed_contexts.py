"""Await `push` and `pop` of contexts.

Both send signals, and `pop` runs the teardown functions, which may be coroutine functions.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

_CONTEXTS = ("flask.Flask().app_context()", "flask.Flask().test_request_context()", "flask.Flask().request_context()")

RULE = Rule(
    id="FQ712",
    name="pushed contexts",
    feature="context",
    also=("tests", "cli"),
    symptom="There is no app context, as the code of `push` does not run.",
    before="""
        from flask import Flask, has_app_context

        app = Flask(__name__)

        def check():
            context = app.app_context()
            context.push()
            result = has_app_context()
            context.pop()
            return str(result)
    """,
    after="""
        from quart import Quart, has_app_context

        app = Quart(__name__)

        async def check():
            context = app.app_context()
            await context.push()
            result = has_app_context()
            await context.pop()
            return str(result)
    """,
    responses=("True",),
    without_rule=(
        "False",
        "RuntimeWarning: coroutine 'AppContext.push' was never awaited",
        "RuntimeWarning: coroutine 'AppContext.pop' was never awaited",
    ),
    rewrite=await_calls(*(f"{context}.{method}" for context in _CONTEXTS for method in ("push", "pop"))),
)
