"""Two `Cookie` headers: `flask run` joins them with a comma, Quart reads both.

RFC 6265 (section 5.4) forbids a second header, and HTTP/2 allows it (RFC 9113, section 8.2.3). Under WSGI equal
headers are joined with a comma, so that a second cookie becomes a part of the first one's value.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get(headers=[("Cookie", "a=1"), ("Cookie", "b=2")])


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return str(dict(request.cookies))
"""

DIVERGENCE = Divergence(
    id="FD036",
    feature="cookies",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ008", "run"),
    harm="result",
    impact="A cookie that Flask did not see, or saw as a part of another one, now counts.",
    affects="you have a proxy, or a client of your own, that sends more than one `Cookie` header.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 {'a': '1,b=2'}", quart="200 {'a': '1', 'b': '2'}", targets=("run",)),),
    remedy="None is needed: Quart is right. To match Flask, join the headers with a comma before the request is read.",
    detector=undetectable("Only what clients and proxies send shows it. Few send two."),
    with_remedy=QUART
    + """
    @app.before_request
    async def join():
        request.headers["Cookie"] = ",".join(request.headers.getlist("Cookie"))
    """,
)
