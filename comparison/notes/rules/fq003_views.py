"""A view is a coroutine function.

Quart runs a view that is none in a thread, of which the default executor has few: `min(32, cpus + 4)`. All other views
that are none, and all hooks, wait for one of them; and in such a thread nothing can be awaited. Leave a view plain as
long as it calls a library that blocks (FD005, FD007).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

OWNERS = ("flask.Flask()", "flask.Blueprint()")
DECORATORS = ("route", "get", "post", "put", "patch", "delete", "endpoint")


RULE = Rule(
    id="FQ003",
    name="views",
    feature="app",
    symptom="It still answers, in a thread: under load it waits for a free one, and it cannot await anything.",
    before="""
        import threading

        from flask import Blueprint, Flask

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

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
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        bp = Blueprint("pages", __name__)

        @bp.get("/")
        async def index():
            return where()

        app = Quart(__name__)
        app.register_blueprint(bp)
    """,
    responses=("200 at home",),
    without_rule=("200 in a borrowed thread",),
    rewrite=make_registered_async(OWNERS, DECORATORS, {"add_url_rule": (2, "view_func")}),
)
