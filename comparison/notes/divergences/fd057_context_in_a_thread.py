"""A thread that is given copy_current_request_context runs nothing.

In Quart the decorator makes a coroutine function of any function. threading.Thread calls it, drops the coroutine
and ends; only a RuntimeWarning, 'never awaited', says so.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"{await probed.get()}, {probed.printed}"


DIVERGENCE = Divergence(
    id="FD057",
    feature="context",
    cause="framework",
    severity="silent",
    harm="data",
    impact="Mails are not sent and reports are not written; the page says that they are.",
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
        "Await it, or give it to `app.add_background_task`, which keeps it, logs its error and waits for it at the "
        "end; a sync function then runs in a thread of the pool. Of `asyncio.create_task` keep the task: nothing "
        "else does."
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
)
