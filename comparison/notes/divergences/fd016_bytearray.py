"""A view that returns a bytearray breaks the response after its head.

Quart's make_response lets it through, but its Response knows only str and bytes as data; it takes the bytearray for
an iterable, and sends each number in it as a chunk: a TypeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        return await probed.get()
    except Exception:
        return "broken"


DIVERGENCE = Divergence(
    id="FD016",
    feature="response",
    cause="framework",
    severity="loud",
    impact="The response is cut off; Flask sends the bytes.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return bytearray(b"page")
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return bytearray(b"page")
    """,
    probe=probe,
    observations=(Observation(flask="200 page", quart="broken"),),
    remedy="Return bytes.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return bytes(bytearray(b"page"))
    """,
)
