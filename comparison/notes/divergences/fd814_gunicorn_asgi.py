"""`Connection: close` on gunicorn: Flask's worker closes the connection, Quart's ASGI worker leaves it open.

Quart 0.23 goes on waiting for a message after its response, and gunicorn's `asgi` worker sends none before the client
has gone. Nor does the worker answer `Expect: 100-continue`, as gthread does. Like gthread, it bounds a header to 8 KiB
and their number to 100, drops names with an underscore, and refuses two Host headers or a body with two lengths; it
speaks no HTTP/2 and believes X-Forwarded-Proto from 127.0.0.1 (measured 2026-11-29, Quart 0.23 on gunicorn 27).
"""

import asyncio

from ...inspection.detector import FileLine, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_end, probed)


def _end(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        wire.socket.recv(1000)
        wire.socket.settimeout(1)
        try:
            while wire.socket.recv(1000):
                pass
        except TimeoutError:
            return "open"
    return "closed"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD814",
    feature="server",
    cause="server",
    severity="loud",
    likelihood="some apps",
    related=("gunicorn",),
    harm="availability",
    impact="Clients that read to the end of the connection, such as old health checks, wait for their timeout.",
    affects="you serve the app with `gunicorn` and its `asgi` worker.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="closed", quart="open", targets=("gunicorn",), quart_version=">=0.23"),),
    remedy="Tell Quart in ASGI middleware that the client has left, after the response. Or change server.",
    detector=detected(
        FileLine(r"\bgunicorn\b.*\basgi\b", sentence="Quart's connections stay open on this worker."),
        example="web: gunicorn --worker-class asgi app:app",
        file="Procfile",
    ),
    with_remedy=QUART
    + """
    import asyncio

    class Ending:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            has_ended = asyncio.Event()

            async def receive_to_the_end():
                waits = [asyncio.ensure_future(receive()), asyncio.ensure_future(has_ended.wait())]
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                waits[0 if has_ended.is_set() and not waits[0].done() else 1].cancel()
                return waits[0].result() if waits[0].done() else {"type": "http.disconnect"}

            async def send_and_note(message):
                await send(message)
                if message["type"] == "http.response.body" and not message.get("more_body", False):
                    has_ended.set()

            await self.app(scope, receive if scope["type"] != "http" else receive_to_the_end, send_and_note)

    app.asgi_app = Ending(app.asgi_app)
    """,
)
