"""A hook around the request is a coroutine function.

Quart runs one that is none in a thread, as a view; two hops for each request. Leave it plain as long as it calls a
library that blocks: on the event loop it stops all other requests (FD005).
"""

from ...migrate.rewrites import combine, make_registered_async
from ..rule import Rule

OWNERS = ("flask.Flask()", "flask.Blueprint()")
HOOKS = (
    "before_request",
    "after_request",
    "teardown_request",
    "teardown_appcontext",
    "before_app_request",
    "after_app_request",
    "teardown_app_request",
)
LATER = ("after_this_request",)


RULE = Rule(
    id="FQ401",
    name="request hooks",
    feature="hooks",
    symptom="It runs in a thread, and waits for a free one before every view.",
    before="""
        import threading

        from flask import Flask, g

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Flask(__name__)

        @app.before_request
        def remember():
            g.where = where()

        @app.get("/")
        def index():
            return g.where
    """,
    after="""
        import threading

        from quart import Quart, g

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        @app.before_request
        async def remember():
            g.where = where()

        @app.get("/")
        async def index():
            return g.where
    """,
    responses=("200 at home",),
    without_rule=("200 in a borrowed thread",),
    rewrite=combine(
        make_registered_async(OWNERS, HOOKS, dict.fromkeys(HOOKS, (0, "f"))),
        make_registered_async(("flask",), LATER, dict.fromkeys(LATER, (0, "f"))),
    ),
)
