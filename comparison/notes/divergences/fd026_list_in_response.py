"""`Response` with a list as its body: Flask sends Content-Length, Quart sends none.

Werkzeug's Response, the base class of Flask's, adds up the lengths of a list or tuple. Quart turns the list into an
iterator, and the server sends the body in chunks.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD026",
    feature="response",
    also=("streaming",),
    cause="framework",
    severity="cosmetic",
    likelihood="few apps",
    related=("FQ007",),
    harm="look",
    impact="`Response([...])` has no Content-Length, so a client can't show the progress of a download.",
    affects=(
        "you make a `Response` from a list or tuple of parts, and a client needs its Content-Length, for example to "
        "show progress."
    ),
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
    detector=detected(
        NameUse(("flask.Response",), where=((0, r"[\[(].*"),), sentence="A list as the body has no Content-Length.")
    ),
    symptoms=(
        Symptom(
            "header content-length",
            r"\d+",
            None,
            where=(("baseline body", "(?P<body>.+)"), ("candidate body", "(?P=body)")),
            certain=False,
        ),
    ),
)
