"""Request heads on `uvicorn` and `granian`: `flask run` and hypercorn bound them, for Quart on these nobody does.

`flask run` answers 431 to a header of 300 kB, and hypercorn to more than 64 KiB; uvicorn and granian pass it on, and
wait without limit for the end of a head, where hypercorn closes after five seconds (measured 2026-11-29, Quart 0.23).
They also take a second Host header, of which the app sees the first. Uvicorn believes X-Forwarded-For and
X-Forwarded-Proto from 127.0.0.1 unless it gets `--no-proxy-headers`, speaks no HTTP/2, and exits with 3 if the app
does not start. Granian speaks HTTP/2 on any port, refuses more than 100 headers, and answers 403 to a WebSocket
handshake that no route takes. On SIGTERM both wait for open streams, as hypercorn does. `UvicornWorker` of the package
uvicorn-worker is uvicorn: gunicorn's own limits of heads have no effect on it (measured 2026-11-29, Quart 0.23 on
gunicorn 27).
"""

import asyncio

from ...inspection.detector import FileLine, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

LONG = b"X-Long: " + b"x" * 300_000 + b"\r\n"
SECOND_HOST = b"Host: other.example\r\n"


async def probe(probed: ProbedApp) -> str:
    targets = ("run",) if probed.framework == "flask" else ("uvicorn", "granian")
    return " or ".join(dict.fromkeys([await _statuses(probed, target) for target in targets]))


async def _statuses(probed: ProbedApp, target: str) -> str:
    async with probed.app_runner.client(probed.side, target):
        return str([await asyncio.to_thread(_status, probed, target, header) for header in (LONG, SECOND_HOST)])


def _status(probed: ProbedApp, target: str, header: bytes) -> int:
    with probed.app_runner.wire(probed.side, target) as wire:
        wire.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + b"\r\n")
        return int(wire.socket.recv(12)[9:])


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD813",
    feature="server",
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("uvicorn", "granian"),
    harm="availability",
    impact="Anybody can fill the memory with heads, or hold connections open without sending one.",
    affects="you serve the app with `uvicorn` or `granian`, without a proxy that bounds heads in front of it.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="[431, 200]", quart="[200, 200]"),),
    remedy="Let only a proxy reach the server, which bounds the heads. Or refuse long ones in ASGI middleware.",
    detector=detected(
        FileLine(r"\b(uvicorn(_worker)?|granian)\b", sentence="This bounds no head: put a proxy in front of it."),
        example="web: uvicorn app:app",
        file="Procfile",
    ),
    with_remedy=QUART
    + """
    class BoundedHeads:
        def __init__(self, app, most):
            self.app, self.most = app, most

        async def __call__(self, scope, receive, send):
            if scope["type"] == "http" and sum(map(sum, [map(len, pair) for pair in scope["headers"]])) > self.most:
                await send({"type": "http.response.start", "status": 431, "headers": [(b"connection", b"close")]})
                await send({"type": "http.response.body", "body": b""})
                return
            await self.app(scope, receive, send)

    app.asgi_app = BoundedHeads(app.asgi_app, 65536)
    """,
)
