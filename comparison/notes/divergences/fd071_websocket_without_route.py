"""`errorhandler` and a WebSocket that no route takes: Flask answers 403 without it, Quart calls it without a request.

Where an ASGI server runs Flask, its WSGI adapter refuses every handshake. Quart takes one to a path without a WebSocket
route for a 404 or a 400, and calls the app's handler in the context of a WebSocket: there `request`, and messages in
Quart 0.22, raise RuntimeError.
"""

import asyncio

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import HANDSHAKE, ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str(await asyncio.to_thread(_status, probed))


def _status(probed: ProbedApp) -> int:
    with probed.wire() as wire:
        wire.head("GET", "/nowhere", HANDSHAKE)
        return wire.status()


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.errorhandler(404)
    async def not_found(error):
        return f"There is no {request.path}", 404
"""

DIVERGENCE = Divergence(
    id="FD071",
    feature="app",
    also=("errors", "server"),
    cause="framework",
    severity="loud",
    likelihood="most apps",
    related=("FQ402", "hypercorn"),
    harm="availability",
    impact="Anybody can fill the log with tracebacks, and set off the alarm that counts errors 500.",
    affects=(
        "you register an `errorhandler` for 404 or `Exception` that uses `request`, and anybody can open a WebSocket."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="403", quart="500", targets=("hypercorn",)),),
    remedy=(
        "An app without WebSocket routes refuses handshakes in ASGI middleware. In any other, let the error handlers "
        "ask `has_request_context()` before they use `request`, the session or messages."
    ),
    with_remedy=QUART
    + """
    class Refusing:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close"})
            else:
                await self.app(scope, receive, send)

    app.asgi_app = Refusing(app.asgi_app)
    """,
    compat="websocket_without_route",
    detector=detected(
        Shape(
            "error handler that uses the request", sentence="A WebSocket handshake has no `{name}` here: RuntimeError."
        )
    ),
)
