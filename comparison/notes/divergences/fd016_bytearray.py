"""`bytearray` that a view returns: Flask sends the bytes, Quart breaks off after the response's headers.

Quart's `make_response` accepts a bytearray, but its Response knows only str and bytes as data. It takes the bytearray
for an iterable, and sends each number in it as a chunk, which raises TypeError.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


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
    likelihood="few apps",
    related=("FQ003",),
    impact=(
        "A view that returns a `bytearray` sends its headers, and then the response is cut off. Flask sends the bytes."
    ),
    affects="you return a `bytearray` from a view, or pass one to `make_response`.",
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
    remedy="Return `bytes`.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return bytes(bytearray(b"page"))
    """,
    detector=detected(
        Shape("view returns a bytearray", sentence="The response breaks off after its headers: `{name}`.")
    ),
    symptoms=(
        # A server sends as many zero bytes as each number says.
        Symptom("body", ".+", r"\0+", certain=False),
        Symptom(
            "header content-length", r"\d+", None, (("baseline body", ".+"), ("candidate body", r"\0*")), certain=False
        ),
    ),
)
