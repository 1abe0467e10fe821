"""The app has no wsgi_app to wrap, and makes no request of a WSGI environ.

Quart is called as ASGI says, with scope, receive and send; what middleware wraps is `asgi_app`. So WSGI middleware
such as Werkzeug's ProxyFix has no place, and `request_context` takes a request instead of an environ.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    try:
        opened.module.wrap()
    except AttributeError:
        return "AttributeError"
    return await opened.get(headers={"X-Forwarded-For": "192.0.2.1"})


DIVERGENCE = Divergence(
    id="FD082",
    feature="app",
    cause="framework",
    severity="loud",
    users="The app does not start until its middleware is replaced.",
    flask="""
        from flask import Flask, request
        from werkzeug.middleware.proxy_fix import ProxyFix

        app = Flask(__name__)

        def wrap():
            app.wsgi_app = ProxyFix(app.wsgi_app)

        @app.get("/")
        def index():
            return request.remote_addr
    """,
    quart="""
        from quart import Quart, request
        from werkzeug.middleware.proxy_fix import ProxyFix

        app = Quart(__name__)

        def wrap():
            app.wsgi_app = ProxyFix(app.wsgi_app)

        @app.get("/")
        async def index():
            return request.remote_addr
    """,
    probe=probe,
    shown=(Shown(flask="200 192.0.2.1", quart="AttributeError"),),
    remedy="Wrap `app.asgi_app` in ASGI middleware; hypercorn has a ProxyFixMiddleware.",
    closed="""
        from hypercorn.middleware import ProxyFixMiddleware
        from quart import Quart, request

        app = Quart(__name__)

        def wrap():
            app.asgi_app = ProxyFixMiddleware(app.asgi_app)

        @app.get("/")
        async def index():
            return request.remote_addr
    """,
)
