"""`--certfile`: a client that leaves TLS open or sends on is a traceback in the log of `quart run`, not of `flask run`.

Hypercorn, which `quart run` uses too, waits until a connection has ended and does not expect the errors of TLS: asyncio
gives up after half a minute ("SSL shutdown timed out"), or there is data after the end ("application data after close
notify"). Nobody's response is harmed. Flask on hypercorn has the same tracebacks.
"""

import asyncio

from ...inspection.detector import FileLine, detected
from ...targets.wire import Wire
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_answer, probed)


def _answer(probed: ProbedApp) -> str:
    with probed.served_over_tls() as (server, certificate):
        with Wire(server.port, certificate) as wire:
            wire.raw(b"no request\r\n\r\n")
            wire.socket.recv(1)
            wire.send_until_closed()
        with Wire(server.port, certificate) as wire:
            wire.head("GET", "/")
            status = wire.status()
        return f"{status}, {'tracebacks' if 'Traceback' in server.printed() else 'no traceback'}"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD824",
    feature="server",
    also=("errors",),
    cause="server",
    severity="loud",
    likelihood="some apps",
    related=("run", "hypercorn", "FD823"),
    harm="development",
    impact="Nothing. Your error log fills with tracebacks, which any client can cause, and you overlook other errors.",
    affects="you give hypercorn or `quart run` a certificate, and no proxy ends TLS in front of it.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200, no traceback", quart="200, tracebacks"),),
    remedy=(
        "Let a proxy end TLS. Or let `run` and `protocol_send` of `hypercorn.asyncio.tcp_server.TCPServer` suppress "
        "`OSError`, before the server starts, as quart_app/server/tls_close.py does."
    ),
    upstream="pgjones/hypercorn#202",
    detector=detected(
        FileLine(r"\bhypercorn\b.*--certfile\b", sentence="Clients that do not end TLS cause tracebacks in the log."),
        example="web: hypercorn --certfile cert.pem --keyfile key.pem app:app",
        file="Procfile",
    ),
    remedy_not_run="It changes hypercorn for the whole process, which is that of the tests. What proves it is "
    "tests/twins/server/test_tls_close.py.",
)
