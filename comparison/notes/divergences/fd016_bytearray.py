"""A view that returns a bytearray breaks the response after its head.

Quart's make_response lets it through, but its Response knows only str and bytes as data; it takes the bytearray for
an iterable, and sends each number in it as a chunk: a TypeError.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    try:
        return await opened.get()
    except Exception:
        return "broken"


DIVERGENCE = Divergence(
    id="FD016",
    feature="response",
    cause="framework",
    severity="loud",
    users="The response is cut off; Flask sends the bytes.",
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
    shown=(Shown(flask="200 page", quart="broken"),),
    remedy="Return bytes.",
    closed="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return bytes(bytearray(b"page"))
    """,
)
