"""`hypercorn` and a client that disconnects from a stream: Flask's generator runs on, Quart's is stopped.

Hypercorn's WSGI wrapper drops what it cannot send, and takes the next chunk. It calls the generator's close() only
when the generator has ended by itself. Each abandoned endless stream keeps a thread. Once every thread of the pool is
taken, no request is served any more.
"""

import asyncio

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import flask_on_hypercorn


async def probe(probed: ProbedApp) -> str:
    await asyncio.to_thread(_read_and_disconnect, probed)
    await probed.wait_for("stopped", "made every row")
    return " ".join(probed.printed)


def _read_and_disconnect(probed: ProbedApp) -> None:
    with probed.wire() as wire:
        wire.head("GET", "/")
        wire.read()
        wire.reset()


FLASK = """
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
"""

DIVERGENCE = Divergence(
    id="FD803",
    feature="server",
    also=("streaming",),
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("hypercorn",),
    harm="availability",
    at_fault="flask",
    impact=(
        "As many visitors as the pool has threads stop the server for everybody, by closing an event stream or a "
        "download."
    ),
    affects="you serve the Flask app with `hypercorn`, and it streams downloads or events that clients can leave.",
    flask=FLASK,
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
    remedy=(
        "While the app is still Flask, serve it through an adapter that closes the generator when the client "
        "disconnects."
    ),
    remedy_not_run=(
        "The adapter is longer than a note. flask_app/compat/wsgi_bridge.py is one, and "
        "tests/twins/compat/test_wsgi_bridge.py proves that it closes an abandoned stream."
    ),
    compat="wsgi_bridge",
    detector=detected(
        flask_on_hypercorn("Until the migration a stream goes on here after its client has disconnected."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
)
