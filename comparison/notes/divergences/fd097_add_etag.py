"""`response.add_etag()`: Flask takes the body's SHA-1 (40 digits), Quart takes its MD5 (32 digits).

The Quart app does not know the ETag of a copy that a browser has got from the Flask app, and sends the page once more.
Werkzeug gave up MD5 in 2.0, because not every environment offers it. Quart has an `add_etag` of its own.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom

# 32 digits may have been replaced, as noise.
_MD5 = '"([0-9a-f]{32}|<[^<>]+>)"'

_TAG = '"60f3e46ef15170e3cf7a43d37d4d619dcfa216d9"'


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", headers={"If-None-Match": _TAG})
    return f"{response.status_code} {response.headers['ETag']}"


QUART = """
    from quart import Quart, make_response, request

    app = Quart(__name__)

    @app.get("/")
    async def index():
        response = await make_response("a page")
        await response.add_etag()
        return await response.make_conditional(request)
"""

DIVERGENCE = Divergence(
    id="FD097",
    feature="response",
    cause="framework",
    severity="cosmetic",
    likelihood="some apps",
    related=("FQ011",),
    harm="speed",
    impact=(
        "`add_etag` changes every ETag: each cached copy is fetched once more, and again while old and new run side by "
        "side. Users hardly notice."
    ),
    affects=(
        "you call `response.add_etag()`, and clients or caches hold copies from the Flask app, or both apps serve "
        "side by side."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask=f"304 {_TAG}", quart='200 "6c5c0a3c61ef14b453c2e2ff1a111309"'),),
    remedy="Set the tag that Flask sets: `response.set_etag(generate_etag(await response.get_data(as_text=False)))`.",
    with_remedy=QUART.replace(
        "response.add_etag()", "response.get_data(as_text=False)\n        response.set_etag(generate_etag(body))"
    )
    .replace("await response.get", "body = await response.get")
    .replace("from quart", "from werkzeug.http import generate_etag\n    from quart", 1),
    detector=detected(NameUse(("flask.Response().add_etag",), sentence="The ETag differs from that of the Flask app.")),
    symptoms=(
        Symptom("header etag", '(W/)?"[0-9a-f]{40}"', f"(W/)?{_MD5}", certain=False),
        Symptom("status", "304", "200", (("candidate header etag", f"(W/)?{_MD5}"),), certain=False),
    ),
)
