"""`hypercorn` and a response without a body: Flask answers 500, Quart sends it.

Hypercorn's WSGI wrapper sends the head together with the first chunk of the body. For HEAD, OPTIONS, 204 and 304 there
is no chunk, so the wrapper ends a response that it never started. So it does for a GET that returns `Response()`, or
whose generator yields nothing. Its `start_response` returns no `write`, which WSGI requires.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import flask_on_hypercorn


async def probe(probed: ProbedApp) -> str:
    requests = (("HEAD", "/"), ("OPTIONS", "/"), ("GET", "/nothing"), ("GET", "/no-rows"))
    return ", ".join([f"{method} {await _status(probed, method, path)}" for method, path in requests])


async def _status(probed: ProbedApp, method: str, path: str) -> int:
    return (await probed.client.request(method, path)).status_code


FLASK = """
    from flask import Flask

    app = Flask(__name__)

    @app.get("/")
    def index():
        return "text"

    @app.get("/nothing")
    def nothing():
        return "", 204

    @app.get("/no-rows")
    def no_rows():
        def rows():
            yield from ()

        return rows()
"""

DIVERGENCE = Divergence(
    id="FD801",
    feature="server",
    also=("response",),
    cause="server",
    severity="loud",
    likelihood="some apps",
    related=("hypercorn",),
    at_fault="flask",
    impact=(
        "Health checks with HEAD, preflight requests and everything that answers 204 fail as soon as the Flask app "
        "moves to hypercorn. They work again with Quart."
    ),
    affects=(
        "you serve the Flask app with `hypercorn` before or beside the migration, and it answers HEAD, OPTIONS, 204 "
        "or 304."
    ),
    flask=FLASK,
    quart=FLASK.replace("flask", "quart")
    .replace("Flask", "Quart")
    .replace("    def ", "    async def ")
    .replace("            yield from ()", "            for row in ():\n                yield row"),
    probe=probe,
    observations=(
        Observation(
            flask="HEAD 500, OPTIONS 500, GET 500, GET 500",
            quart="HEAD 200, OPTIONS 200, GET 204, GET 200",
            targets=("hypercorn",),
        ),
    ),
    remedy="While the app is still Flask, wrap it in WSGI middleware that sends an empty chunk for an empty body.",
    with_remedy=FLASK
    + """
    from contextlib import closing

    def with_a_chunk(wsgi_app):
        def respond(environ, start_response):
            with closing(wsgi_app(environ, start_response)) as body:
                is_empty = True
                for chunk in body:
                    is_empty = False
                    yield chunk
                if is_empty:
                    yield b""

        return respond

    app.wsgi_app = with_a_chunk(app.wsgi_app)
    """,
    compat="wsgi_bridge",
    detector=detected(
        flask_on_hypercorn("Until the migration a response without a body is a 500 here."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
    symptoms=(
        Symptom(
            "status",
            "500",
            "(?!500)...",
            where=(("baseline header content-type", None), ("baseline body", ""), ("candidate body", "")),
            targets=("hypercorn", "hypercorn-h2"),
        ),
    ),
)
