"""`copy_current_request_context` in a `Thread`: Flask runs the function, Quart never runs it.

In Quart the decorator turns any function into a coroutine function. `threading.Thread` calls it, drops the coroutine
and ends. Only a RuntimeWarning, 'never awaited', says so.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"{await probed.get()}, {probed.printed}"


DIVERGENCE = Divergence(
    id="FD057",
    feature="context",
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ015", "FD058"),
    harm="data",
    impact=(
        "A `Thread` with `copy_current_request_context` runs nothing: mails are not sent and reports not written, "
        "though the page says that they are."
    ),
    affects="you start a `threading.Thread` or a pool with a function under `copy_current_request_context`.",
    flask="""
        from threading import Thread

        from flask import Flask, copy_current_request_context, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            @copy_current_request_context
            def work():
                print(f"> worked for {request.path}")

            thread = Thread(target=work)
            thread.start()
            thread.join()
            return "done"
    """,
    quart="""
        from threading import Thread

        from quart import Quart, copy_current_request_context, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            @copy_current_request_context
            def work():
                print(f"> worked for {request.path}")

            thread = Thread(target=work)
            thread.start()
            thread.join()
            return "done"
    """,
    probe=probe,
    observations=(Observation(flask="200 done, ['worked for /']", quart="200 done, []"),),
    remedy=(
        "Await the function, or pass it to `app.add_background_task`. That keeps the task, logs its error and waits "
        "for it at shutdown. A sync function then runs in a thread of the pool. If you call `asyncio.create_task`, "
        "keep the task: nothing else keeps it."
    ),
    with_remedy="""
        from quart import Quart, copy_current_request_context, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            @copy_current_request_context
            def work():
                print(f"> worked for {request.path}")

            await work()
            return "done"
    """,
    detector=detected(
        NameUse(
            ("flask.copy_current_request_context",),
            sentence="A `Thread` that gets this function never runs it: it is a coroutine function in Quart.",
        )
    ),
)
