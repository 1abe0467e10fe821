"""Make context processors coroutine functions.

Quart runs them for every template, and a synchronous one moves to a thread and back each time. Leave one synchronous as
long as it calls a library that blocks: on the event loop, that stops all other requests (FD005).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

_OWNERS = ("flask.Flask()", "flask.Blueprint()")
_NAMES = ("context_processor", "app_context_processor")


RULE = Rule(
    id="FQ403",
    name="context processors",
    feature="templates",
    symptom="The context processor runs in a thread, for every template.",
    before="""
        import threading

        from flask import Flask, render_template_string

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Flask(__name__)

        @app.context_processor
        def add_place():
            return {"place": where()}

        @app.get("/")
        def index():
            return render_template_string("{{ place }}")
    """,
    after="""
        import threading

        from quart import Quart, render_template_string

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        @app.context_processor
        async def add_place():
            return {"place": where()}

        @app.get("/")
        async def index():
            return await render_template_string("{{ place }}")
    """,
    responses=("200 own thread",),
    without_rule=("200 thread pool",),
    rewrite=make_registered_async(_OWNERS, _NAMES, dict.fromkeys(_NAMES, (0, "f"))),
)
