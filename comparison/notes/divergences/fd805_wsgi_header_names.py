"""`hypercorn` and the header `X_Secret`: Flask takes it for `X-Secret`, Quart keeps the two apart.

WSGI names headers with underscores, so both are HTTP_X_SECRET. Careful servers drop names with an underscore.
Hypercorn's WSGI wrapper lets them through. In ASGI the two names differ.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import flask_on_hypercorn


async def probe(probed: ProbedApp) -> str:
    return await probed.get("/", headers={"X_Secret": "forged"})


FLASK = """
    from flask import Flask, request

    app = Flask(__name__)

    @app.get("/")
    def index():
        return request.headers.get("X-Secret", "none")
"""

DIVERGENCE = Divergence(
    id="FD805",
    feature="server",
    also=("proxy", "request"),
    cause="server",
    severity="silent",
    likelihood="few apps",
    related=("hypercorn",),
    harm="security",
    at_fault="flask",
    impact="A proxy that removes X-Secret from the requests of clients lets X_Secret pass, and the app trusts it.",
    affects=(
        "you serve the Flask app with `hypercorn`, and trust a header such as `X-Secret` that your proxy removes "
        "from clients' requests."
    ),
    flask=FLASK,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.headers.get("X-Secret", "none")
    """,
    probe=probe,
    observations=(Observation(flask="200 forged", quart="200 none", targets=("hypercorn",)),),
    remedy=(
        "While the app is still Flask, serve it through an adapter that drops names with an underscore, or let the "
        "proxy drop them."
    ),
    with_remedy=FLASK
    + """
    from hypercorn.middleware import AsyncioWSGIMiddleware

    class WithoutUnderscores:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            pairs = scope.get("headers", [])
            await self.app({**scope, "headers": [pair for pair in pairs if b"_" not in pair[0]]}, receive, send)

    app = WithoutUnderscores(AsyncioWSGIMiddleware(app, 16 * 2**20))
    """,
    compat="wsgi_bridge",
    detector=detected(
        flask_on_hypercorn("Until the migration a client's `X_Secret` passes for `X-Secret` here."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
    symptoms=(
        Symptom(
            "body|status",
            ".*",
            ".*",
            where=(("request header .*_.*", ".*"),),
            targets=("hypercorn", "hypercorn-h2"),
            certain=False,
        ),
    ),
)
