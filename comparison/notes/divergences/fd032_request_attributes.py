"""`request.environ`, and what Werkzeug reads from it: Flask has it, Quart has `request.scope` instead.

Quart's Request is built on the part of Werkzeug's request that does without WSGI. It also lacks `input_stream`,
`remote_user`, `want_form_data_parsed`, `application` and `from_values`. `request.stream` is a coroutine function that
raises NotImplementedError.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", params={"a": "1"}, headers={"Remote-Addr": "6.6.6.6", "Client": "6.6.6.6"})
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.get("/")
    async def page():
        environ = request.environ
        return f"{environ['REMOTE_ADDR']} {environ['REQUEST_METHOD']} {environ['QUERY_STRING']}"
"""


DIVERGENCE = Divergence(
    id="FD032",
    feature="request",
    also=("proxy", "extensions"),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ014", "FQ008"),
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
            environ = request.environ
            return f"{environ['REMOTE_ADDR']} {environ['REQUEST_METHOD']} {environ['QUERY_STRING']}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 127.0.0.1 GET a=1", quart="500"),),
    remedy=(
        "Read `request.scope` and `request.headers`. Read the body with `get_data`: `async for part in request.body` "
        "has no limit (FD105) and no timeout (FD109). A header in place of REMOTE_USER or of a client certificate is "
        "whatever the client sends, unless your proxy removes it from each request."
    ),
    with_remedy=QUART.replace("environ = request.environ", "scope = request.scope")
    .replace("environ['REMOTE_ADDR']", "scope['client'][0]")
    .replace("environ['REQUEST_METHOD']", "scope['method']")
    .replace("environ['QUERY_STRING']", "scope['query_string'].decode()"),
    detector=detected(
        *gap_uses("FD032", "`{name}`: Quart's request has no such member."),
        example="""
            from flask import request

            def user():
                return request.remote_user
        """,
    ),
    symptoms=(
        error_symptom(
            r"AttributeError\(\"'Request' object has no attribute '(environ|input_stream|remote_user"
            r"|want_form_data_parsed|from_values|is_multiprocess|is_multithread|is_run_once)'\"\)"
        ),
    ),
)
