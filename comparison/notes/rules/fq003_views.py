"""Make views coroutine functions.

Quart runs a synchronous view in its small default thread pool, of `min(32, cpus + 4)` threads. All other synchronous
views and all synchronous hooks wait for one of these threads, and no code in them can await. Leave a view synchronous
as long as it calls a library that blocks (FD005, FD007).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

_OWNERS = ("flask.Flask()", "flask.Blueprint()")
_DECORATORS = ("route", "get", "post", "put", "patch", "delete", "endpoint")


RULE = Rule(
    id="FQ003",
    name="views",
    feature="app",
    symptom="The view still answers, but in a thread: under load it waits for a free one, and it cannot await.",
    before="""
        import threading

        from flask import Blueprint, Flask

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        bp = Blueprint("pages", __name__)

        @bp.get("/")
        def index():
            return where()

        app = Flask(__name__)
        app.register_blueprint(bp)
    """,
    after="""
        import threading

        from quart import Blueprint, Quart

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        bp = Blueprint("pages", __name__)

        @bp.get("/")
        async def index():
            return where()

        app = Quart(__name__)
        app.register_blueprint(bp)
    """,
    responses=("200 own thread",),
    without_rule=("200 thread pool",),
    rewrite=make_registered_async(_OWNERS, _DECORATORS, {"add_url_rule": (2, "view_func")}),
)
