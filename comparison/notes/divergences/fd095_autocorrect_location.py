"""`response.autocorrect_location_header`: Flask makes Location absolute, Quart sends Location as it is.

With this attribute set, Werkzeug's WSGI response joins Location to the URL of the request. Quart lets you set the
attribute, and sends Location as it stands.
"""

from ...inspection.detector import NameUse, Override, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/here/")).headers["Location"]


QUART = """
    from quart import Quart, Response, request

    app = Quart(__name__)

    @app.get("/here/")
    async def index():
        response = Response("moved", 302, {"Location": "there"})
        response.autocorrect_location_header = True
        return response
"""

DIVERGENCE = Divergence(
    id="FD095",
    feature="response",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ007",),
    harm="result",
    impact=(
        "`autocorrect_location_header` has no effect: clients that need an absolute Location get a relative one. "
        "Browsers understand both."
    ),
    affects="you set `autocorrect_location_header` to true on a response or a response class.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="http://app.example.test/here/there", quart="there"),),
    remedy=(
        "Join the two in the view, with `urllib.parse.urljoin` and `request.url`. The host is then whatever the client "
        "sent: check it as FD702 does."
    ),
    with_remedy=QUART.replace('"there"', 'urljoin(request.url, "there")').replace(
        "    from quart", "    from urllib.parse import urljoin\n\n    from quart"
    ),
    detector=detected(
        NameUse(
            ("flask.Response().autocorrect_location_header",),
            how="assigned",
            sentence="`{name}` has no effect: Location is sent as it is.",
        ),
        Override("flask.Response", ("autocorrect_location_header",), sentence="`{name}` has no effect here."),
    ),
    symptoms=(
        Symptom(
            "header location", "https?://[^/]+(?P<path>/.*?)(?P<name>[^/]*)", "((?P=path))?(?P=name)", certain=False
        ),
    ),
)
