"""`Content-Type` in the head of a response: `flask run` sends it so, `quart run` sends `content-type`, and no reason.

ASGI has lower-case header names and only a number for the status. Hypercorn, which quart run uses too, sends just
that: 'HTTP/1.1 200 '. Werkzeug's server sends 'HTTP/1.1 200 OK' and Content-Type.
"""

import asyncio

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    status_line, *headers = (await asyncio.to_thread(_response_head, probed)).split("\r\n")
    name = next(line for line in headers if line.lower().startswith("content-type")).partition(":")[0]
    return f"{status_line[9:]!r} {name}"


def _response_head(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        received = b""
        while b"\r\n\r\n" not in received:
            received += wire.socket.recv(1000)
    return received.decode()


DIVERGENCE = Divergence(
    id="FD807",
    feature="server",
    also=("response", "proxy"),
    cause="server",
    severity="cosmetic",
    likelihood="most apps",
    related=("run", "hypercorn"),
    harm="look",
    impact="Only clients that compare names exactly, or read the reason in the status line, notice.",
    affects=(
        "you have a client, proxy or test that compares header names such as `Content-Type` by case, or reads the "
        "reason phrase."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="'200 OK' Content-Type", quart="'200 ' content-type", targets=("run",)),),
    remedy="None: names are case-insensitive, and the reason may be empty (RFC 9110 and 9112).",
    remedy_not_run="There is nothing to restore. ASGI has no field for the reason.",
    detector=always(
        "Each response. Names of headers are case-insensitive: only a client that breaks this rule notices."
    ),
)
