"""`Content-Length` that a view sets: Flask corrects it, Quart sends it as it is.

Werkzeug's WSGI response puts the length of its body in the place of the view's when it is sent. Quart sends the view's
number. Hypercorn finds that more is sent than the number says, and sends none of it.
"""

import asyncio

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_response, probed)


def _response(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        received = b""
        while block := wire.socket.recv(1000):
            received += block
    head, _, body = received.decode().lower().partition("\r\n\r\n")
    return f"{head.partition('content-length: ')[2].splitlines()[0]} announced, {len(body)} sent"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return b"x" * 100, 200, {"Content-Length": "20"}
"""

DIVERGENCE = Divergence(
    id="FD029",
    feature="response",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ007", "hypercorn"),
    harm="result",
    impact="The response is cut off, or has no body at all.",
    affects="you set `Content-Length` in a view or a hook, for example that of another server's response.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="100 announced, 100 sent", quart="20 announced, 0 sent", targets=("run",)),),
    remedy="Leave the header out, and do not pass it on: Quart adds the right one to a body of known length.",
    detector=undetectable(
        "The header may come from anywhere, such as the headers of another server's response. Few apps set it."
    ),
    with_remedy=QUART.replace(', 200, {"Content-Length": "20"}', ""),
)
