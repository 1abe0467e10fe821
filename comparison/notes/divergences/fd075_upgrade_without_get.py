"""`Upgrade: websocket` in a POST: Flask answers 400, Quart calls the view.

Werkzeug's router takes a request of any method with `Connection: Upgrade` and `Upgrade: websocket` for a WebSocket, and
refuses one to a path without a WebSocket route. Quart's router trusts the server. Hypercorn takes only a GET for a
WebSocket, and the test client sends every request as one of HTTP.
"""

import asyncio

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import HANDSHAKE, ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return ", ".join([f"{method} {await _status(probed, method)}" for method in ("POST", "GET")])


async def _status(probed: ProbedApp, method: str) -> int:
    if probed.target == "client":
        return (await probed.client.request(method, "/", headers=HANDSHAKE)).status_code
    return await asyncio.to_thread(_status_on_wire, probed, method)


def _status_on_wire(probed: ProbedApp, method: str) -> int:
    with probed.wire() as wire:
        wire.head(method, "/", HANDSHAKE)
        return wire.status()


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.route("/", methods=["GET", "POST"])
    async def order():
        return "ordered"
"""

DIVERGENCE = Divergence(
    id="FD075",
    feature="request",
    also=("server", "tests"),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ002", "FD071", "FD076", "run"),
    harm="development",
    impact="A test that sends the headers of a WebSocket to a page, and expects 400, fails: the page answers.",
    affects="you test that a page refuses `Upgrade: websocket`, or clients send it with a POST.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="POST 400, GET 400", quart="POST 200, GET 200"),
        Observation(flask="POST 400, GET 400", quart="POST 200, GET 400", targets=("run",)),
    ),
    remedy="Refuse such requests in a `before_request` function.",
    with_remedy=QUART
    + """
    from quart import abort, request

    @app.before_request
    async def refuse_upgrade():
        tokens = [token.strip() for token in request.headers.get("Connection", "").lower().split(",")]
        if "upgrade" in tokens and request.headers.get("Upgrade", "").lower() == "websocket":
            if request.routing_exception is None:
                abort(400)
    """,
    detector=undetectable("Clients send these headers, no source of an app does. Few clients send them with a POST."),
    symptoms=(
        Symptom(
            "status",
            "400",
            r"(?!400)...",
            where=(("request header upgrade", "(?i)websocket"), ("request header connection", r"(?i).*\bupgrade\b.*")),
        ),
    ),
)
