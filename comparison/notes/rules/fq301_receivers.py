"""Make receivers of signals coroutine functions.

Quart sends its signals with `send_async`, and runs a synchronous receiver in its thread pool. Quart 0.23.1 cannot send
`appcontext_pushed` and `appcontext_popped` to a synchronous receiver at all. Leave a receiver synchronous as long as it
calls a library that blocks: on the event loop, that stops all other requests (FD005).
"""

from ...migrate.rewrites import make_registered_async
from ..rule import Rule

RULE = Rule(
    id="FQ301",
    name="receivers",
    feature="signals",
    symptom="The receiver waits for a free thread. With `appcontext_pushed`, each request fails (Quart 0.23.1).",
    before="""
        import threading

        from flask import Flask, request_started

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

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
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        async def on_started(sender, **extra):
            print("> " + where())

        request_started.connect(on_started, app)

        @app.get("/")
        async def index():
            return "started"
    """,
    responses=("200 started", "own thread"),
    without_rule=("200 started", "thread pool"),
    rewrite=make_registered_async(("blinker.Signal()",), ("connect", "connect_via"), {"connect": (0, "receiver")}),
)
