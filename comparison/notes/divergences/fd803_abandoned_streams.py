"""Flask on hypercorn never learns that a reader has left.

Hypercorn's WSGI wrapper drops what it cannot send, and asks for the next chunk; the generator's close() is called
when it ends by itself. Each abandoned endless stream keeps a thread: once as many are left as the pool has, nobody
is served any more.
"""

import asyncio

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    await asyncio.to_thread(leave, probed)
    await probed.wait_for("stopped", 2)
    return " ".join(probed.printed)


def leave(probed: ProbedApp) -> None:
    with probed.wire() as wire:
        wire.head("GET", "/")
        wire.read()
        wire.reset()


DIVERGENCE = Divergence(
    id="FD803",
    feature="server",
    cause="server",
    severity="silent",
    harm="availability",
    wrong="flask",
    impact="A few visitors who close an event stream or a download stop the server for all.",
    flask="""
        import time

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            def rows():
                try:
                    for number in range(30):
                        yield str(number) * 100
                        time.sleep(0.03)
                    print("> made every row")
                except GeneratorExit:
                    print("> stopped")

            return rows()
    """,
    quart="""
        import asyncio

        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            async def rows():
                try:
                    for number in range(30):
                        yield str(number) * 100
                        await asyncio.sleep(0.03)
                    print("> made every row")
                except (GeneratorExit, asyncio.CancelledError):
                    print("> stopped")

            return rows()
    """,
    probe=probe,
    observations=(Observation(flask="made every row", quart="stopped", targets=("hypercorn",)),),
    remedy="While it is Flask, serve it by an adapter that closes the generator when the client is gone.",
    compat="wsgi_bridge",
)
