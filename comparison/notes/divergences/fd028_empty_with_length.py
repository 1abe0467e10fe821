"""`Content-Length` of a response with status 204: Flask leaves it out, Quart sends `Content-Length: 0`.

RFC 9110 (section 8.6) forbids the header in a 204 response. Werkzeug drops it for 1xx, 204 and 304. Quart keeps it, and
with `return "text", 204` it is the length of the text, which is not sent: over HTTP/2 a strict client, such as h2,
refuses such a response.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Length"))


DIVERGENCE = Divergence(
    id="FD028",
    feature="response",
    also=("proxy",),
    cause="framework",
    severity="cosmetic",
    likelihood="many apps",
    related=("FQ007",),
    harm="look",
    impact="A 204 response carries `Content-Length: 0`. Strict proxies may complain.",
    affects=(
        "you return a response with status 204, and a strict proxy, client or test reads its `Content-Length` header."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return "", 204
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "", 204
    """,
    probe=probe,
    observations=(Observation(flask="None", quart="0"),),
    remedy="Delete the header in an `after_request` function.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "", 204

        @app.after_request
        async def without_length(response):
            if response.status_code == 204:
                del response.headers["Content-Length"]
            return response
    """,
    detector=detected(Shape("status 204", sentence="This response has a Content-Length.")),
    symptoms=(
        Symptom("header content-length", None, "0", (("baseline status", "204|304"), ("candidate status", "204|304"))),
    ),
)
