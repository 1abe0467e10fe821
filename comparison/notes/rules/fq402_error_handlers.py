"""Make error handlers coroutine functions.

Quart calls an error handler like a view, and most of them render a page, which is awaited. On the event loop, a handler
that blocks stops all other requests (FD005).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

_OWNERS = ("flask.Flask()", "flask.Blueprint()")


RULE = Rule(
    id="FQ402",
    name="error handlers",
    feature="hooks",
    also=("errors",),
    symptom="The handler runs in a thread, and cannot await the page that it renders.",
    before="""
        import threading

        from flask import Flask

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Flask(__name__)

        @app.errorhandler(404)
        def not_found(error):
            return where(), 404
    """,
    after="""
        import threading

        from quart import Quart

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        @app.errorhandler(404)
        async def not_found(error):
            return where(), 404
    """,
    responses=("404 own thread",),
    without_rule=("404 thread pool",),
    rewrite=make_registered_async(_OWNERS, ("errorhandler", "app_errorhandler"), {"register_error_handler": (1, "f")}),
)
