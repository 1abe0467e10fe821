"""`url_for` in a request of HTTP/1.0 without Host: Flask links to the server's own address, Quart to no host.

WSGI has the name and the port of the server in the environ, and Werkzeug falls back on them. Quart sets the host to
SERVER_NAME, or to nothing.
"""

import asyncio

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_link, probed)


def _link(probed: ProbedApp) -> str:
    """Send a request without `Host`, and return whether the link in the page has a host."""
    with probed.wire() as wire:
        wire.raw(b"GET / HTTP/1.0\r\n\r\n")
        received = b""
        while block := wire.socket.recv(1000):
            received += block
    return "no host" if received.endswith(b"http:///") else "a host" if b"http://" in received else "no link"


QUART = """
    from quart import Quart, url_for

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return url_for("index", _external=True)
"""

DIVERGENCE = Divergence(
    id="FD074",
    feature="request",
    also=("config",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ008", "FD054"),
    harm="result",
    impact="Absolute links in the answer to such a request lead nowhere: `http:///`.",
    affects="you have an old load balancer or health check that sends no `Host`, and build absolute links.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="a host", quart="no host", targets=("run",)),),
    remedy="Set SERVER_NAME: Quart takes it for the missing host. But it then answers 404 to every other host (FD054).",
    detector=detected(
        NameUse(
            ("flask.url_for",),
            only_with=("_external",),
            sentence="Without a Host header `{name}` is a link to no host.",
        )
    ),
    with_remedy=QUART.replace(
        "app = Quart(__name__)", 'app = Quart(__name__)\n    app.config["SERVER_NAME"] = "example.com"'
    ),
)
