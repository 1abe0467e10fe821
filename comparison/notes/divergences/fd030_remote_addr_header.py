"""request.headers holds a header that nobody has sent: Remote-Addr.

Quart keeps the client's address there, before the headers of the request; Flask has it in the environ.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD030",
    feature="request",
    cause="framework",
    severity="cosmetic",
    harm="look",
    impact="A view that passes all headers on, or stores them, gives away the address of its client.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def page():
            return str("Remote-Addr" in request.headers)
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return str("Remote-Addr" in request.headers)
    """,
    probe=probe,
    observations=(Observation(flask="200 False", quart="200 True"),),
    remedy="Leave the name out when headers are passed on.",
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return str("Remote-Addr" in [name for name, _ in request.headers if name != "Remote-Addr"])
    """,
)
