"""HTTP/2 on `hypercorn`: `flask run` does not speak it, `quart run` and hypercorn do, with seven faults.

Hypercorn 0.18 takes HTTP/2 on any port, without TLS too. It buffers without a bound for a client that does not read,
takes requests that are reset again and again (CVE-2023-44487), closes the connection on late data, on PRIORITY frames
and on a WebSocket handshake whose lists are not ASCII, fails on requests that no app can be given, and ends a response
with GOAWAY when it stops. Flask on hypercorn has the same faults, and waitress, gunicorn and uvicorn have no HTTP/2.
"""

import asyncio

from ...inspection.detector import FileLine, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\0\0\0\x04\0\0\0\0\0"


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_answer, probed)


def _answer(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.raw(PREFACE + SETTINGS)
        return "HTTP/2" if wire.socket.recv(4)[3:] == SETTINGS[3:4] else "no HTTP/2"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD822",
    feature="server",
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("run", "hypercorn"),
    harm="availability",
    impact="Anybody who reaches the port can fill the memory or keep the processor busy. Some clients lose requests.",
    affects="you let others reach hypercorn or `quart run`, or a proxy in front of it speaks HTTP/2 to it.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="no HTTP/2", quart="HTTP/2", targets=("run",)),),
    remedy="Let only a proxy reach hypercorn, and speak HTTP/1.1 to it. Or fix each fault, as quart_app/server does.",
    detector=detected(
        FileLine(r"\bhypercorn\b", sentence="This speaks HTTP/2 on any port: let only a proxy reach it."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
    remedy_not_run="The fixes are longer than a note. What proves each is a test file in tests/twins/server.",
)
