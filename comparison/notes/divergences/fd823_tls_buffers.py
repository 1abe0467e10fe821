"""`--certfile`: an idle connection over TLS costs `flask run` next to nothing, `quart run` and hypercorn 256 KiB.

asyncio reads what comes into a buffer of that size, one for each connection over TLS, and lets 512 KiB of a response
wait for a client that does not read. 400 such clients of a download cost 140 to 180 MiB (measured 2026-11-30, Quart
0.22 and 0.23 on hypercorn 0.18). Flask on hypercorn has the same cost.
"""

import asyncio

from ...inspection.detector import FileLine, detected
from ...targets.process import ServerProcess
from ...targets.tls import Certificate
from ...targets.wire import Wire
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

_CONNECTIONS = 80
# Under `flask run` a connection has a thread and OpenSSL's state, some 60 KiB (measured).
_MUCH = 200 * 1024


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_answer, probed)


def _answer(probed: ProbedApp) -> str:
    with probed.served_over_tls() as (server, certificate):
        return "much" if _bytes_of_connection(server, certificate) > _MUCH else "little"


def _bytes_of_connection(server: ServerProcess, certificate: Certificate) -> float:
    """Return the memory of a connection that has answered a request and is idle, in bytes."""
    wires = [_answered(server, certificate)]
    before = _memory(server)
    try:
        wires += [_answered(server, certificate) for _ in range(_CONNECTIONS)]
        return (_memory(server) - before) / _CONNECTIONS
    finally:
        for wire in wires:
            wire.close()


def _answered(server: ServerProcess, certificate: Certificate) -> Wire:
    wire = Wire(server.port, certificate)
    wire.head("GET", "/")
    wire.status()
    return wire


def _memory(server: ServerProcess) -> int:
    return sum(process.memory_info().rss for process in server.family())


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD823",
    feature="server",
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("run", "hypercorn", "FD822", "FD824"),
    harm="availability",
    impact="A few thousand idle or slow clients fill the memory.",
    affects="you give hypercorn or `quart run` a certificate, and no proxy ends TLS in front of it.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="little", quart="much"),),
    remedy=(
        "Let a proxy end TLS. Or set `asyncio.sslproto.SSLProtocol.max_size` to some 8 KiB before the server starts; "
        "quart_app/server also lets less of a response wait."
    ),
    detector=detected(
        FileLine(r"\bhypercorn\b.*--certfile\b", sentence="A connection over TLS keeps 256 KiB: end TLS in a proxy."),
        example="web: hypercorn --certfile cert.pem --keyfile key.pem app:app",
        file="Procfile",
    ),
    remedy_not_run=(
        "It changes asyncio for the whole process, which is that of the tests. What proves it is "
        "tests/twins/server/test_tls_buffers.py."
    ),
)
