"""`Response` with a list as its body, or with new `headers`: Flask sends Content-Length, Quart sends none.

Werkzeug's Response, the base class of Flask's, computes the length of a text, a list or a tuple when it is sent. Quart
sets it when the response gets its text, so it is gone with the headers that are replaced or cleared. It turns a list
into an iterator, which has none. The server then sends the body in chunks.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    paths = ("/list", "/headers")
    return " ".join([str((await probed.client.get(path)).headers.get("Content-Length")) for path in paths])


QUART = """
    from quart import Quart, Response, make_response

    app = Quart(__name__)

    @app.get("/list")
    async def list_of_parts():
        return Response(["a", "b"])

    @app.get("/headers")
    async def new_headers():
        response = await make_response("text")
        response.headers = {"Content-Type": "text/plain"}
        return response
"""


DIVERGENCE = Divergence(
    id="FD026",
    feature="response",
    also=("streaming",),
    cause="framework",
    severity="cosmetic",
    likelihood="few apps",
    related=("FQ007",),
    harm="look",
    impact="The response has no Content-Length, so a client can't show the progress of a download.",
    affects=(
        "you make a `Response` from a list of parts, or assign or clear its `headers`, and a client needs the length."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="2 4", quart="None None"),),
    remedy="Join the parts. Add headers with `update`, or set the length once they are replaced.",
    with_remedy=QUART.replace('["a", "b"]', '"".join(["a", "b"])').replace(
        '.headers = {"Content-Type": "text/plain"}', '.headers.update({"Content-Type": "text/plain"})'
    ),
    detector=detected(
        NameUse(("flask.Response",), where=((0, r"[\[(].*"),), sentence="A list as the body has no Content-Length."),
        NameUse(("flask.Response().headers",), how="assigned", sentence="The response has no Content-Length then."),
        NameUse(("flask.Response().headers.clear",), sentence="The response has no Content-Length then."),
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
