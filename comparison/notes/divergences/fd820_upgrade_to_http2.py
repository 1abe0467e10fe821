"""`Upgrade: h2c`: `flask run` answers the request as it is, `quart run` switches the connection to HTTP/2.

Hypercorn, which `quart run` uses too, takes HTTP/2 without TLS, and offers no setting against it. gunicorn takes none.
A proxy that passes `Upgrade` and `Connection` on, as it must for WebSockets, then passes on whatever follows: it sees
one request, and the server sees all that the client sends on this connection. Wrong `HTTP2-Settings` end it with three
or four tracebacks (measured 2026-12-01, Quart 0.23 on hypercorn 0.18).
"""

import asyncio

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

_REQUEST = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    b"HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
)


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_status, probed)


def _status(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.raw(_REQUEST)
        received = b""
        while b"\r\n" not in received:
            received += wire.socket.recv(1000)
    return received.split()[1].decode()


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD820",
    feature="server",
    also=("proxy",),
    cause="server",
    severity="silent",
    likelihood="few apps",
    related=("run", "hypercorn"),
    harm="security",
    impact=(
        "A client reaches paths that your proxy forbids, without its log, its limits and its X-Forwarded-For (h2c "
        "smuggling)."
    ),
    affects="you serve the app with hypercorn behind a proxy that passes `Upgrade` on, as for WebSockets.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200", quart="101", targets=("run",)),),
    remedy=(
        "Let the proxy pass on `Upgrade: websocket` alone: in nginx, map `$http_upgrade` to that word or nothing. Or "
        "let hypercorn ignore h2c, as quart_app/server does."
    ),
    with_remedy=QUART
    + """
    from hypercorn.protocol.h11 import H11Protocol

    check_protocol = H11Protocol._check_protocol

    async def check_protocol_without_h2c(self, event):
        if (b"upgrade", b"h2c") not in [(name.lower(), value.strip().lower()) for name, value in event.headers]:
            await check_protocol(self, event)

    H11Protocol._check_protocol = check_protocol_without_h2c
""",
    detector=always(
        "Each app that hypercorn serves behind a proxy that passes `Upgrade` and `Connection` on, and forbids paths."
    ),
)
