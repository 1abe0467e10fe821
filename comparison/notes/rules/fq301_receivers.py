"""A receiver of a signal is a coroutine function.

Quart sends its signals with `send_async`. A receiver that is none is run in a thread; and Quart 0.23.1 cannot send
`appcontext_pushed` and `appcontext_popped` to one at all. One that calls a library that blocks stops all other requests
on the event loop (FD005): leave it plain.
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

RULE = Rule(
    id="FQ301",
    name="receivers",
    feature="signals",
    symptom="It runs in a thread and waits for a free one; of `appcontext_pushed`, each request fails (Quart 0.23.1).",
    before="""
        import threading

        from flask import Flask, request_started

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Flask(__name__)

        def on_started(sender, **extra):
            print("> " + where())

        request_started.connect(on_started, app)

        @app.get("/")
        def index():
            return "started"
    """,
    after="""
        import threading

        from quart import Quart, request_started

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        async def on_started(sender, **extra):
            print("> " + where())

        request_started.connect(on_started, app)

        @app.get("/")
        async def index():
            return "started"
    """,
    responses=("200 started", "at home"),
    without_rule=("200 started", "in a borrowed thread"),
    rewrite=make_registered_async(("blinker.Signal()",), ("connect", "connect_via"), {"connect": (0, "receiver")}),
)
