"""`app` on an ASGI server: Quart is served as it is, Flask needs a bridge from WSGI.

An ASGI server calls the app with scope, receive and send. `Flask.__call__` takes a WSGI environ and start_response.
Hypercorn has a bridge of its own, with the faults of FD801 to FD806. Uvicorn and Granian have none for ASGI.
"""

import asyncio
from typing import Any

from ...inspection.detector import FileLine, detected
from ..deployment import WSGI_SERVER
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses

SCOPE = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/", "raw_path": b"/"}
SCOPE |= {"query_string": b"", "root_path": "", "headers": [], "client": ("127.0.0.1", 1), "server": ("localhost", 80)}


async def probe(probed: ProbedApp) -> str:
    answered = asyncio.Event()
    requests: list[Any] = [{"type": "http.request", "body": b"", "more_body": False}]
    responses: list[Any] = []

    async def receive() -> Any:
        if requests:
            return requests.pop()
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        responses.append(message)
        if not message.get("more_body", True):
            answered.set()

    try:
        await probed.app(SCOPE, receive, send)
    except TypeError:
        return "TypeError"
    return str(responses[0]["status"])


FLASK = """
    from flask import Flask

    app = Flask(__name__)

    @app.get("/")
    def index():
        return "a page"
"""

DIVERGENCE = Divergence(
    id="FD800",
    feature="server",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("hypercorn", "uvicorn", "granian", "gunicorn"),
    harm="availability",
    at_fault="flask",
    impact="You gain: no bridge stands between the app and the server, and WebSockets reach the app.",
    affects="you move to Quart: every app changes its server, from a WSGI server such as `gunicorn` to an ASGI server.",
    flask=FLASK,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "a page"
    """,
    probe=probe,
    observations=(Observation(flask="TypeError", quart="200"),),
    remedy="None is needed after the migration. Before it, serve Flask with a WSGI server, or through a bridge.",
    with_remedy=FLASK
    + """
    from hypercorn.middleware import AsyncioWSGIMiddleware

    app = AsyncioWSGIMiddleware(app)
    """,
    compat="wsgi_bridge",
    detector=detected(
        *gap_uses("FD800", "`{name}` calls the app as WSGI defines it: each request fails."),
        FileLine(
            WSGI_SERVER,
            sentence="A WSGI server cannot serve Quart: `{name}`.",
        ),
        example="web: gunicorn shop:app",
        file="Procfile",
    ),
)
