"""request.headers["X-Token"] answers 400 where nobody sent the header, where Flask answers 500.

Flask's headers are read from the environ, and a missing one is a plain KeyError. Quart's are Werkzeug's Headers, which
raise BadRequestKeyError: a KeyError too, but an HTTP error, so that nothing is logged, and handlers for 400 are called.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD090",
    feature="request",
    cause="framework",
    severity="silent",
    harm="development",
    impact="Where the proxy forgets a header, clients get the blame: a 400, and nothing in the log.",
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
    remedy=("Read it with `get`, and say what happens without it."),
    with_remedy="""
        from quart import Quart, abort, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.headers.get("X-Token") or abort(500)
    """,
)
