"""`strict_slashes=False` and OPTIONS without the slash: Flask leaves out Allow, Quart sends an empty Allow.

With `strict_slashes=False` the rule also matches without the slash, but Werkzeug finds no allowed methods there. Flask
then leaves the header out. Quart sends it without a value, which means that no method is allowed.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.options("/page")).headers.get("Allow"))


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.route("/page/", strict_slashes=False)
    async def index():
        return "page"
"""

DIVERGENCE = Divergence(
    id="FD093",
    feature="response",
    cause="framework",
    severity="cosmetic",
    likelihood="few apps",
    related=("FQ003",),
    harm="look",
    impact=(
        "OPTIONS without the trailing slash says that no method is allowed. Users hardly notice; only a client that "
        "asks for the methods does."
    ),
    affects="you set `strict_slashes=False`, and a client sends `OPTIONS` to the path without its trailing slash.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="None", quart=""),),
    remedy="Request the path with its slash, or remove an empty Allow in `after_request`.",
    with_remedy=QUART
    + """
    @app.after_request
    async def drop_empty_allow(response):
        if response.headers.get("Allow") == "":
            del response.headers["Allow"]
        return response
    """,
    detector=detected(
        NameUse(
            tuple(f"flask.{owner}().{name}" for owner in ("Blueprint", "Flask") for name in ("add_url_rule", "route")),
            where=(("strict_slashes", "False"),),
            sentence="OPTIONS without the slash gets an empty Allow.",
        )
    ),
    symptoms=(Symptom("header allow", None, "", where=(("method", "OPTIONS"),)),),
)
