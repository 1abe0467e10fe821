"""`content_type`, `base_url` and `environ_base` of the test client: Flask's takes them, Quart's raises TypeError.

The same holds for input_stream, and for test_request_context. Flask passes its arguments to Werkzeug's
EnvironBuilder, or takes a builder. Quart names the parameters that it takes, and has no `**`: all others raise
TypeError.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        response = await _result_of(probed.app.test_client().post("/", data="<a/>", **probed.module.OPTIONS))
    except TypeError:
        return "TypeError"
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


QUART = """
    from quart import Quart, request

    OPTIONS = {"content_type": "text/xml"}
    app = Quart(__name__)

    @app.post("/")
    async def index():
        return request.mimetype
"""

DIVERGENCE = Divergence(
    id="FD770",
    feature="tests",
    cause="test client",
    severity="loud",
    likelihood="some apps",
    related=("FQ706", "FQ708"),
    harm="development",
    impact="Tests fail with a TypeError until they are rewritten.",
    affects=(
        "you pass `content_type`, `base_url`, `environ_base` or `input_stream` to the `test_client` or "
        "`test_request_context`."
    ),
    flask="""
        from flask import Flask, request

        OPTIONS = {"content_type": "text/xml"}
        app = Flask(__name__)

        @app.post("/")
        def index():
            return request.mimetype
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="text/xml", quart="TypeError"),),
    remedy="Pass headers. For the rest, pass scope_base.",
    with_remedy=QUART.replace('"content_type": "text/xml"', '"headers": {"Content-Type": "text/xml"}'),
    detector=detected(
        NameUse(
            (*CLIENT_REQUESTS, "flask.Flask().test_request_context"),
            only_with=("base_url", "content_type", "environ_base", "environ_overrides", "input_stream"),
            place="everywhere",
            left=True,
            sentence="Quart's `{name}` has no such parameter: TypeError.",
        ),
        example="""
            from quart import Quart

            Quart(__name__).test_client().get("/", base_url="https://shop.example")
        """,
        file="test_app.py",
    ),
)
