"""`request.environ`, and what Werkzeug reads from it: Flask has it, Quart has `request.scope` instead.

Quart's Request is built on the part of Werkzeug's request that does without WSGI. `request.stream` exists, but raises
NotImplementedError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD032",
    feature="request",
    also=("proxy", "extensions"),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    impact="Code and extensions that read `request.environ`, for REMOTE_USER or a client certificate, fail.",
    affects=(
        "you read `request.environ`, `request.stream`, `remote_user` or a client certificate, or an extension of "
        "yours does."
    ),
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
        "Read `request.scope` and `request.headers`. Read the body with `get_data`: `async for part in request.body` "
        "has no limit (FD105) and no timeout (FD109). A header in place of REMOTE_USER or of a client certificate is "
        "whatever the client sends, unless your proxy removes it from each request (untried)."
    ),
    symptoms=(
        error_symptom(
            r"AttributeError\(\"'Request' object has no attribute '(environ|input_stream|remote_user"
            r"|want_form_data_parsed|from_values|is_multiprocess|is_multithread|is_run_once)'\"\)"
        ),
    ),
)
