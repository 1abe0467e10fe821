"""Make request hooks coroutine functions.

Quart runs a synchronous hook in its thread pool, like a view: each request moves to a thread and back once more. Leave
a hook synchronous as long as it calls a library that blocks: on the event loop, that stops all other requests (FD005).
"""

from ...migrate.rewrites import combine, make_registered_async
from ..rule import Rule

_OWNERS = ("flask.Flask()", "flask.Blueprint()")
_HOOKS = (
    "before_request",
    "after_request",
    "teardown_request",
    "teardown_appcontext",
    "before_app_request",
    "after_app_request",
    "teardown_app_request",
)
_LATER = ("after_this_request",)


RULE = Rule(
    id="FQ401",
    name="request hooks",
    feature="hooks",
    symptom="The hook runs in a thread, and waits for a free one before every view.",
    before="""
        import threading

        from flask import Flask, g

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

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
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        @app.before_request
        async def remember():
            g.where = where()

        @app.get("/")
        async def index():
            return g.where
    """,
    responses=("200 own thread",),
    without_rule=("200 thread pool",),
    rewrite=combine(
        make_registered_async(_OWNERS, _HOOKS, dict.fromkeys(_HOOKS, (0, "f"))),
        make_registered_async(("flask",), _LATER, dict.fromkeys(_LATER, (0, "f"))),
    ),
)
