"""A context processor is a coroutine function.

It runs for every template; one that is none takes a hop to a thread each time. Leave it plain as long as it calls a
library that blocks: on the event loop it stops all other requests (FD005).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

OWNERS = ("flask.Flask()", "flask.Blueprint()")
NAMES = ("context_processor", "app_context_processor")


RULE = Rule(
    id="FQ403",
    name="context processors",
    feature="templates",
    symptom="It runs in a thread, for every template.",
    before="""
        import threading

        from flask import Flask, render_template_string

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

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
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        @app.context_processor
        async def add_place():
            return {"place": where()}

        @app.get("/")
        async def index():
            return await render_template_string("{{ place }}")
    """,
    responses=("200 at home",),
    without_rule=("200 in a borrowed thread",),
    rewrite=make_registered_async(OWNERS, NAMES, dict.fromkeys(NAMES, (0, "f"))),
)
