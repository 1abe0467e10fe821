"""Response() without a body has no Content-Length.

Quart's Response takes an empty list for it, and does not count what a list adds up to; Werkzeug's does, to 0. A server
then sends the response in chunks. An empty text has a length in both.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD092",
    feature="response",
    cause="framework",
    severity="cosmetic",
    harm="look",
    impact="Nobody, mostly; a strict client of HTTP/1.0 waits until the connection is closed.",
    flask="""
        from flask import Flask, Response

        app = Flask(__name__)

        @app.get("/")
        def index():
            return Response()
    """,
    quart="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return Response()
    """,
    probe=probe,
    observations=(Observation(flask="0", quart="None"),),
    remedy=("Give the body: an empty text."),
    with_remedy="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return Response("")
    """,
)
