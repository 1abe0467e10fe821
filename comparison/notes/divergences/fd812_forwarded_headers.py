"""`X-Forwarded-…` without a value: Flask's `ProxyFix` ignores it, `ProxyFixMiddleware` before Quart believes it.

ProxyFix drops empty places from the list in the header and leaves the environ alone when nothing is left.
ProxyFixMiddleware splits the text at its commas and takes what stands there. So `X-Forwarded-For:` makes
`request.remote_addr` empty, and `X-Forwarded-Host: a.example,` makes the host empty.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    headers = {"X-Forwarded-For": "192.0.2.1, ", "X-Forwarded-Proto": "https", "X-Forwarded-Host": ""}
    return await probed.get(headers={"Host": "shop.example", **headers})


QUART = """
    from hypercorn.middleware import ProxyFixMiddleware
    from quart import Quart, request

    app = Quart(__name__)
    app.asgi_app = ProxyFixMiddleware(app.asgi_app, trusted_hops=1)

    @app.get("/")
    async def index():
        return f"address {request.remote_addr!r}, scheme {request.scheme!r}, host {request.host!r}"
"""

DIVERGENCE = Divergence(
    id="FD812",
    feature="proxy",
    also=("server", "request"),
    cause="server",
    severity="silent",
    likelihood="few apps",
    related=("hypercorn", "FD082"),
    harm="security",
    impact="A client hides its address from your log and your rate limit where the proxy passes an empty header on.",
    affects=(
        "you use Hypercorn's `ProxyFixMiddleware`, and read `request.remote_addr` or `request.host` for a log, "
        "limit or link."
    ),
    flask="""
        from flask import Flask, request
        from werkzeug.middleware.proxy_fix import ProxyFix

        app = Flask(__name__)
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)

        @app.get("/")
        def index():
            return f"address {request.remote_addr!r}, scheme {request.scheme!r}, host {request.host!r}"
    """,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="200 address '192.0.2.1', scheme 'https', host 'shop.example'",
            quart="200 address '', scheme 'https', host ''",
        ),
    ),
    remedy="Take the empty places out of the `X-Forwarded-…` headers before ProxyFixMiddleware reads them.",
    with_remedy=QUART.replace(
        "app.asgi_app = ProxyFixMiddleware(app.asgi_app, trusted_hops=1)",
        """
    class WithoutEmptyPlaces:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            if "headers" in scope:
                pairs = [(name, self.filled(name, value)) for name, value in scope["headers"]]
                scope = {**scope, "headers": [(name, value) for name, value in pairs if value]}
            await self.app(scope, receive, send)

        def filled(self, name, value):
            if not name.startswith(b"x-forwarded-"):
                return value
            return b",".join(place for place in value.split(b",") if place.strip())

    app.asgi_app = WithoutEmptyPlaces(ProxyFixMiddleware(app.asgi_app, trusted_hops=1))
""",
    ),
    compat="forwarded_headers",
    detector=detected(
        NameUse(
            ("hypercorn.middleware.ProxyFixMiddleware", "werkzeug.middleware.proxy_fix.ProxyFix"),
            sentence="Behind hypercorn's ProxyFixMiddleware an empty X-Forwarded-For hides the client's address.",
        )
    ),
    symptoms=(
        Symptom(
            "body|status|header location",
            ".*",
            ".*",
            where=(("request header x-forwarded-.+", r"\s*|.*,\s*|\s*,.*|.*,\s*,.*"),),
            certain=False,
        ),
    ),
)
