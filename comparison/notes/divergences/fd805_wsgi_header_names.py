"""Flask on hypercorn takes the header X_Secret for X-Secret.

WSGI names headers with underscores, so that both are HTTP_X_SECRET. Careful servers drop names with an underscore;
hypercorn's WSGI wrapper lets them through. In ASGI the two are different names.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get("/", headers={"X_Secret": "forged"})


DIVERGENCE = Divergence(
    id="FD805",
    feature="server",
    cause="server",
    severity="silent",
    harm="security",
    wrong="flask",
    impact=("A proxy that removes X-Secret from what clients send lets X_Secret pass, and the app believes it."),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return request.headers.get("X-Secret", "none")
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.headers.get("X-Secret", "none")
    """,
    probe=probe,
    observations=(Observation(flask="200 forged", quart="200 none", targets=("hypercorn",)),),
    remedy=("While it is Flask, serve it by an adapter that drops names with an underscore, or let the proxy do so."),
    compat="wsgi_bridge",
)
