"""`Host` header that is no host name: Flask answers 400, Quart 0.22 answers 500 with three tracebacks.

The router can't encode `.`, an empty label, or a label of more than 63 characters. Flask keeps the error as the
request's routing error. Quart 0.22 raises it while it makes the request context, where nothing handles it.
"""

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    statuses = [(await probed.get("/", headers={"Host": host}))[:3] for host in (".", "a..b", f"{'a' * 64}.example")]
    return " ".join(statuses)


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def page():
        return "page"
"""

DIVERGENCE = Divergence(
    id="FD070",
    feature="app",
    also=("proxy", "server"),
    cause="framework",
    severity="loud",
    likelihood="most apps",
    related=("FQ002", "FD702"),
    harm="availability",
    impact="Anybody can fill the log with tracebacks, and set off the alarm that counts errors 500.",
    affects=(
        "you use Quart 0.22: every app whose clients choose the `Host` header, unless a proxy refuses malformed names."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="400 400 400", quart="500 500 500", targets=("run", "hypercorn"), quart_version="<0.23"),
    ),
    remedy=(
        "Return a URL adapter from `app.create_url_adapter` that raises the error when it matches the request: then "
        "the app's own handler answers 400."
    ),
    with_remedy=QUART
    + """
    from werkzeug.exceptions import BadHost
    from werkzeug.routing import MapAdapter

    class Refusing(MapAdapter):
        def match(self, *args, **kwargs):
            raise BadHost

    create = app.create_url_adapter

    def create_or_refuse(request):
        try:
            return create(request)
        except BadHost:
            return Refusing(app.url_map, "", "/", "", "http", "/", "GET")

    app.create_url_adapter = create_or_refuse
    """,
    compat="unroutable_host",
    detector=always("Each app on Quart 0.22 that anybody can reach without a proxy that checks the Host header."),
    symptoms=(
        Symptom(
            "status",
            "400",
            "500",
            where=(("request header host", r".*\.\..*|\..*|(.*\.)?[^.]{64,}.*"), ("candidate body", "")),
            targets=("run", "hypercorn"),
            quart_version="<0.23",
        ),
    ),
)
