"""`SIGTERM` while a stream is open: `flask run` exits at once, `quart run` waits for the stream.

flask run exits at once, with its threads. quart run, which is hypercorn, first waits for open responses. With an
endless stream it is still running after a second.
"""

import asyncio
import subprocess

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_stop_server, probed)


def _stop_server(probed: ProbedApp) -> str:
    process = probed.app_runner.server(probed.side, probed.target).process
    if process is None:
        return "has ended before"
    with probed.wire() as wire:
        wire.head("GET", "/")
        wire.read()
        process.terminate()
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            return "waits"
    return "ends"


QUART = """
    import asyncio

    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        async def ticks():
            while True:
                yield "tick"
                await asyncio.sleep(0.05)

        return ticks()
"""

DIVERGENCE = Divergence(
    id="FD808",
    feature="server",
    also=("streaming",),
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("run", "hypercorn"),
    harm="availability",
    impact="A deployment hangs while a client reads an endless stream.",
    affects=(
        "you serve endless streams or long downloads with `quart run` or `hypercorn`, and restart it at a deployment."
    ),
    flask="""
        import time

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            def ticks():
                while True:
                    yield "tick"
                    time.sleep(0.05)

            return ticks()
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="ends", quart="waits", targets=("run",)),),
    remedy="Set a deadline in the app, counted from the arrival of the signal. It also cuts responses that would end.",
    with_remedy=QUART
    + """
    import signal

    DEADLINE = 0.2  # seconds; here for a quick test

    @app.before_serving
    async def set_deadline():
        server_handler = signal.getsignal(signal.SIGTERM)

        def stop(number, frame):
            signal.setitimer(signal.ITIMER_REAL, DEADLINE)
            if callable(server_handler):
                server_handler(number, frame)

        signal.signal(signal.SIGTERM, stop)
    """,
    compat="stop_with_a_stream",
    detector=detected(
        Shape("endless stream", sentence="The server waits for this stream at its end, and does not exit.")
    ),
)
