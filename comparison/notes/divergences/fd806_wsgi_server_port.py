"""`hypercorn` and `SERVER_PORT`: Flask gets a number instead of text, Quart has the number in its ASGI scope.

The WSGI standard requires text. Hypercorn's wrapper passes on the value of the ASGI scope. In Quart the port is in
the scope, as a number on every server.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return response.text if response.status_code == 200 else str(response.status_code)


FLASK = """
    from flask import Flask, request

    app = Flask(__name__)

    @app.get("/")
    def index():
        address = request.environ["SERVER_NAME"] + ":" + request.environ["SERVER_PORT"]
        return f"has {address.count(':')} port"
"""

DIVERGENCE = Divergence(
    id="FD806",
    feature="server",
    also=("request",),
    cause="server",
    severity="loud",
    likelihood="few apps",
    related=("hypercorn",),
    at_fault="flask",
    impact="Code that joins the port to an address answers 500 as soon as the Flask app moves to hypercorn.",
    affects=(
        "you serve the Flask app with `hypercorn`, and code of yours joins `SERVER_PORT` of `request.environ` to a "
        "text."
    ),
    flask=FLASK,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            address = request.scope["server"][0] + ":" + str(request.scope["server"][1])
            return f"has {address.count(':')} port"
    """,
    probe=probe,
    observations=(Observation(flask="500", quart="has 1 port", targets=("hypercorn",)),),
    remedy=("While the app is still Flask, wrap it in WSGI middleware that makes it text, or format it with `str()`."),
    with_remedy=FLASK
    + """
    def with_a_text(wsgi_app):
        def respond(environ, start_response):
            return wsgi_app(environ | {"SERVER_PORT": str(environ["SERVER_PORT"])}, start_response)

        return respond

    app.wsgi_app = with_a_text(app.wsgi_app)
    """,
    compat="wsgi_bridge",
    detector=detected(
        NameUse(
            ("flask.Request().environ[]", "flask.Request().environ.get"),
            where=((0, r"[\"']SERVER_PORT[\"']"),),
            sentence="On hypercorn this is a number.",
        )
    ),
    symptoms=(
        Symptom(
            "status",
            "500",
            r"2\d\d",
            where=(("baseline header content-type", "text/html.*"),),
            targets=("hypercorn", "hypercorn-h2"),
            certain=False,
        ),
    ),
)
