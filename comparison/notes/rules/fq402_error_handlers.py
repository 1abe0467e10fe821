"""An error handler is a coroutine function.

It is called like a view, and as a rule renders a page, which is awaited. What blocks in it stops all other
requests (FD005).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

OWNERS = ("flask.Flask()", "flask.Blueprint()")


RULE = Rule(
    id="FQ402",
    name="error handlers",
    feature="hooks",
    symptom="It runs in a thread, and cannot await the page that it renders.",
    before="""
        import threading

        from flask import Flask

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Flask(__name__)

        @app.errorhandler(404)
        def not_found(error):
            return where(), 404
    """,
    after="""
        import threading

        from quart import Quart

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        @app.errorhandler(404)
        async def not_found(error):
            return where(), 404
    """,
    responses=("404 at home",),
    without_rule=("404 in a borrowed thread",),
    rewrite=make_registered_async(OWNERS, ("errorhandler", "app_errorhandler"), {"register_error_handler": (1, "f")}),
)
