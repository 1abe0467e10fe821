"""`hypercorn` and a request body without a length: Flask reads an empty body, Quart reads all of it.

Werkzeug reads a body only if there is a Content-Length, or if the server says that the input ends by itself.
Hypercorn's WSGI wrapper has read it all, but does not say so (wsgi.input_terminated).
"""

from collections.abc import AsyncIterator

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import flask_on_hypercorn


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.post("/", content=_parts())).text


async def _parts() -> AsyncIterator[bytes]:
    yield b"abc"
    yield b"de"


FLASK = """
    from flask import Flask, request

    app = Flask(__name__)

    @app.post("/")
    def save():
        return f"read {len(request.get_data())}"
"""

DIVERGENCE = Divergence(
    id="FD802",
    feature="server",
    also=("upload", "request"),
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("hypercorn",),
    harm="data",
    at_fault="flask",
    impact="Uploads with `curl -T -`, and over HTTP/2 without a length, arrive empty, and the app saves them empty.",
    affects=(
        "you serve the Flask app with `hypercorn`, and clients send chunked bodies, as `curl -T -` does, or HTTP/2 "
        "without a length."
    ),
    flask=FLASK,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            return f"read {len(await request.get_data())}"
    """,
    probe=probe,
    observations=(Observation(flask="read 0", quart="read 5", targets=("hypercorn", "hypercorn-h2")),),
    remedy=(
        "While the app is still Flask, wrap it in WSGI middleware that sets wsgi.input_terminated: hypercorn has read "
        "the body, up to its own limit (FD804)."
    ),
    with_remedy=FLASK
    + """
    def with_an_end(wsgi_app):
        def respond(environ, start_response):
            return wsgi_app(environ | {"wsgi.input_terminated": True}, start_response)

        return respond

    app.wsgi_app = with_an_end(app.wsgi_app)
    """,
    compat="wsgi_bridge",
    detector=detected(
        flask_on_hypercorn("Until the migration a chunked body is empty here."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
    symptoms=(
        Symptom(
            "body|status",
            ".*",
            ".*",
            where=(("request header content-length", None), ("request body", ".+")),
            targets=("hypercorn", "hypercorn-h2"),
            certain=False,
        ),
    ),
)
