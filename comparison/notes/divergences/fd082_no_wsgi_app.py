"""`app.wsgi_app`: Flask takes WSGI middleware such as ProxyFix there, Quart has only `asgi_app` for ASGI middleware.

Quart is called as ASGI defines it, with scope, receive and send. Its `request_context` takes a request instead of an
environ. Hypercorn's ProxyFixMiddleware is no replacement for `ProxyFix(app.wsgi_app)`: it always trusts
X-Forwarded-Host too, which causes what FD702 warns of.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses

# One proxy added the last value of each list. The client made up everything else.
_HEADERS = {
    "X-Forwarded-For": "198.51.100.9, 192.0.2.1",
    "X-Forwarded-Proto": "http, https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=198.51.100.9;host=evil.example",
}


async def probe(probed: ProbedApp) -> str:
    try:
        probed.module.wrap()
    except AttributeError:
        return "AttributeError"
    return await probed.get(headers={"Host": "shop.example", **_HEADERS})


DIVERGENCE = Divergence(
    id="FD082",
    feature="proxy",
    also=("app", "server"),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ002", "FD812", "FD702"),
    impact="`ProxyFix(app.wsgi_app)` raises AttributeError: the app does not start until its middleware is replaced.",
    affects="you wrap `app.wsgi_app` in middleware, such as Werkzeug's `ProxyFix` behind nginx or a load balancer.",
    flask="""
        from flask import Flask, request, url_for
        from werkzeug.middleware.proxy_fix import ProxyFix

        app = Flask(__name__)

        def wrap():
            app.wsgi_app = ProxyFix(app.wsgi_app)

        @app.get("/")
        def index():
            return f"{request.remote_addr} {request.host} {url_for('index', _external=True)}"
    """,
    quart="""
        from quart import Quart, request, url_for
        from werkzeug.middleware.proxy_fix import ProxyFix

        app = Quart(__name__)

        def wrap():
            app.wsgi_app = ProxyFix(app.wsgi_app)

        @app.get("/")
        async def index():
            return f"{request.remote_addr} {request.host} {url_for('index', _external=True)}"
    """,
    probe=probe,
    observations=(Observation(flask="200 192.0.2.1 shop.example https://shop.example/", quart="AttributeError"),),
    remedy=(
        "Wrap `app.asgi_app` in ASGI middleware. For `ProxyFix(app.wsgi_app)`, which trusts one proxy's "
        "X-Forwarded-For and X-Forwarded-Proto, use the class below. It trusts no other header, and no scheme but http "
        "and https. As with ProxyFix, wrap the app only where one proxy sets both headers, and no client can reach the "
        "server past it."
    ),
    with_remedy="""
        from quart import Quart, request, url_for
        from werkzeug.http import parse_list_header

        class OneProxy:
            def __init__(self, app):
                self.app = app

            async def __call__(self, scope, receive, send):
                if scope["type"] in ("http", "websocket"):
                    address = last(scope, b"x-forwarded-for")
                    scheme = last(scope, b"x-forwarded-proto")
                    scope = dict(scope)
                    if address:
                        scope["client"] = (address, 0)
                    if scheme in ("http", "https"):
                        scope["scheme"] = scheme if scope["type"] == "http" else scheme.replace("http", "ws")
                await self.app(scope, receive, send)

        def last(scope, name):
            values = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
            return (parse_list_header(",".join(values)) or [""])[-1]

        app = Quart(__name__)

        def wrap():
            app.asgi_app = OneProxy(app.asgi_app)

        @app.get("/")
        async def index():
            return f"{request.remote_addr} {request.host} {url_for('index', _external=True)}"
    """,
    compat="forwarded_headers",
    detector=detected(*gap_uses("FD082", "`{name}` is WSGI middleware: Quart calls none.")),
)
