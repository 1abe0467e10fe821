"""`route(..., websocket=True)`: Flask calls the view with a request, Quart calls it without one and answers 500.

Flask has no WebSockets: its router finds the view, and the view reads `request` and takes the server's socket over.
Flask-Sock works so. Quart calls the view in the context of a WebSocket: `request` raises RuntimeError there, and there
is no environ.
"""

import asyncio

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import HANDSHAKE, ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_answer, probed)


def _answer(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.head("GET", "/news", HANDSHAKE)
        status = wire.status()
        return f"{status} {wire.read().decode()}" if status < 400 else str(status)


DIVERGENCE = Divergence(
    id="FD076",
    feature="app",
    also=("request", "server"),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ003", "FD071", "FD075", "run"),
    impact="Each WebSocket of the app fails with an error 500.",
    affects="you pass `websocket=True` to `route` or `add_url_rule`, or use Flask-Sock, which does so.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.route("/news", websocket=True)
        def news():
            return f"asked for {request.path}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.route("/news", websocket=True)
        async def news():
            return f"asked for {request.path}"
    """,
    probe=probe,
    observations=(Observation(flask="200 asked for /news", quart="500", targets=("run",)),),
    remedy=(
        "Write the view with `@app.websocket`: read `websocket` instead of `request`, and call `websocket.receive()` "
        "and `websocket.send()`. What the view returns before it accepts the WebSocket is an ordinary response."
    ),
    with_remedy="""
        from quart import Quart, websocket

        app = Quart(__name__)

        @app.websocket("/news")
        async def news():
            return f"asked for {websocket.path}"
    """,
    detector=detected(
        NameUse(
            tuple(f"flask.{owner}().{name}" for owner in ("Flask", "Blueprint") for name in ("route", "add_url_rule")),
            only_with=("websocket",),
            sentence="The view of this WebSocket has no `request` in Quart: write it with `@app.websocket`.",
        ),
        NameUse(
            ("flask_sock.Sock().route",),
            sentence="The view of this WebSocket has no `request` in Quart: write it with `@app.websocket`.",
        ),
    ),
)
