"""The request has no environ, and none of what Werkzeug reads from it.

Quart's Request is built on Werkzeug's part without WSGI; it has `scope` instead. `request.stream` is there, and
raises NotImplementedError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD032",
    feature="request",
    cause="framework",
    severity="loud",
    impact="Code and extensions that look into the environ, for REMOTE_USER or a client certificate, fail.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def page():
            names = ("environ", "input_stream", "remote_user", "want_form_data_parsed", "application", "from_values")
            return " ".join(name for name in names if hasattr(request, name))
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def page():
            names = ("environ", "input_stream", "remote_user", "want_form_data_parsed", "application", "from_values")
            return " ".join(name for name in names if hasattr(request, name))
    """,
    probe=probe,
    observations=(
        Observation(
            flask="200 environ input_stream remote_user want_form_data_parsed application from_values", quart="200 "
        ),
    ),
    remedy=(
        "Read request.scope and request.headers; the body with get_data: `async for part in request.body` is held "
        "to no limit (FD105) and no timeout (FD109). A header in place of REMOTE_USER or of a client certificate "
        "is what the client sends, unless your proxy removes it from each request (untried)."
    ),
)
