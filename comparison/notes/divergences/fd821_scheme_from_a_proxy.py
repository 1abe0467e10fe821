"""`X-Forwarded-Proto` without ProxyFix: gunicorn believes it for Flask from the same machine, Quart's hypercorn never.

gunicorn takes the scheme from a proxy in `forwarded_allow_ips`, which is 127.0.0.1 by default, so a Flask app behind
nginx knows https without a line of code. Hypercorn takes the scheme of its own connection.
"""

from ...inspection.detector import NameUse, always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

_HEADERS = {"Host": "shop.example", "X-Forwarded-Proto": "https"}


async def probe(probed: ProbedApp) -> str:
    if probed.framework == "quart":
        return (await probed.client.get("/", headers=_HEADERS)).text
    async with probed.app_runner.client(probed.side, "gunicorn") as (client, _):
        return (await client.get("/", headers=_HEADERS)).text


QUART = """
    from quart import Quart, url_for

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return url_for("index", _external=True)
"""

DIVERGENCE = Divergence(
    id="FD821",
    feature="server",
    also=("proxy",),
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("run", "hypercorn", "FD082"),
    harm="security",
    impact=(
        "Links in mails, sign-in callbacks and redirects lead to http. Code that redirects to https until the request "
        "is secure never ends."
    ),
    affects="you serve the Flask app with gunicorn behind a proxy on the same machine, without `ProxyFix`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="https://shop.example/", quart="http://shop.example/"),),
    remedy=(
        "Wrap `asgi_app` so that it believes the proxy's scheme, and see that no client reaches the server without the "
        "proxy. `ProxyFixMiddleware` does that too, but believes the host as well (FD082)."
    ),
    with_remedy=QUART
    + """
    class ProxyScheme:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            protocol = dict(scope.get("headers", ())).get(b"x-forwarded-proto")
            if scope["type"] == "http" and protocol in (b"http", b"https"):
                scope = scope | {"scheme": protocol.decode()}
            await self.app(scope, receive, send)

    app.asgi_app = ProxyScheme(app.asgi_app)
""",
    upstream="pgjones/hypercorn#195",
    detector=always(
        "Each app behind a proxy that ends TLS, where no code reads X-Forwarded-Proto.",
        unless=(NameUse(("werkzeug.middleware.proxy_fix.ProxyFix", "hypercorn.middleware.ProxyFixMiddleware")),),
    ),
)
