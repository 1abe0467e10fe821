"""`request.headers[name]` for a missing header: Flask answers 500, Quart answers 400.

Flask reads headers from the environ, and a missing header raises a plain KeyError. Quart's headers are Werkzeug's
Headers, which raise BadRequestKeyError. That is a KeyError too, but also an HTTP error: nothing is logged, and
handlers for 400 are called.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD090",
    feature="request",
    also=("proxy", "errors"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ014",),
    harm="development",
    impact="If the proxy forgets a header, `request.headers[name]` blames the client: a 400, and nothing in the log.",
    affects="you read a header with `request.headers[name]`, which your proxy may forget or your client may leave out.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return request.headers["X-Token"]
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.headers["X-Token"]
    """,
    probe=probe,
    observations=(Observation(flask="500", quart="400"),),
    remedy="Read the header with `get`, and decide what happens without it.",
    with_remedy="""
        from quart import Quart, abort, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.headers.get("X-Token") or abort(500)
    """,
    detector=detected(
        Shape("header that may be missing", sentence="Without this header the client gets a 400, and no log says so.")
    ),
    symptoms=(
        Symptom(
            "status",
            "500",
            r"4\d\d",
            where=(
                ("baseline error", r"KeyError\(\"'HTTP_\w+'\"\)"),
                ("candidate error", r"BadRequestKeyError\(.*"),
            ),
        ),
    ),
)
