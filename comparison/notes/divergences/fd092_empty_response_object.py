"""`Response()` without a body: Flask sends `Content-Length: 0`, Quart sends no Content-Length.

Quart's Response takes an empty list as the body, and does not add up the lengths in a list. Werkzeug's does, and gets
0. Without a length a server sends the response in chunks. An empty text has a length in both.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD092",
    feature="response",
    cause="framework",
    severity="cosmetic",
    likelihood="some apps",
    related=("FQ007",),
    harm="look",
    impact=(
        "`Response()` has no Content-Length. Users hardly notice; a strict HTTP/1.0 client waits until the connection "
        "closes."
    ),
    affects=(
        "you return `Response()` or `make_response()` without a body, and clients use HTTP/1.0 or check Content- "
        "Length."
    ),
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
    remedy="Pass an empty text as the body.",
    with_remedy="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return Response("")
    """,
    detector=detected(
        NameUse(
            ("flask.Response",), where=((0, None), ("response", None)), sentence="This response has no Content-Length."
        )
    ),
    symptoms=(
        Symptom("header content-length", "0", None, (("baseline body", ""), ("candidate body", "")), certain=False),
    ),
)
