"""A response made of a list has no Content-Length.

Werkzeug's Response, which Flask's is, adds up the lengths of a list or tuple; Quart makes an iterator of it, and the
server sends chunks.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    return str((await opened.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD026",
    feature="response",
    cause="framework",
    severity="cosmetic",
    harm="look",
    users="A client can't show how far a download has come.",
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
    shown=(Shown(flask="2", quart="None"),),
    remedy="Join the parts.",
    closed="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return Response("".join(["a", "b"]))
    """,
)
