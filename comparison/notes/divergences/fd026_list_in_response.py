"""A response made of a list has no Content-Length.

Werkzeug's Response, which Flask's is, adds up the lengths of a list or tuple; Quart makes an iterator of it, and the
server sends chunks.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD026",
    feature="response",
    cause="framework",
    severity="cosmetic",
    harm="look",
    impact="A client can't show how far a download has come.",
    flask="""
        from flask import Flask, Response

        app = Flask(__name__)

        @app.get("/")
        def page():
            return Response(["a", "b"])
    """,
    quart="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return Response(["a", "b"])
    """,
    probe=probe,
    observations=(Observation(flask="2", quart="None"),),
    remedy="Join the parts.",
    with_remedy="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return Response("".join(["a", "b"]))
    """,
)
