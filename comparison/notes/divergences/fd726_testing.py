"""`TESTING` and an exception in a view: Flask's test client raises it, Quart's returns a 500.

Quart's own app code raises it too, but its ASGI code turns it into a page with the traceback if TESTING or debug is
set.
"""

import inspect
from typing import Any

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        response = await _result_of(probed.app.test_client().get("/"))
    except Exception as error:
        return type(error).__name__
    return str(response.status_code)


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD726",
    feature="tests",
    also=("errors",),
    cause="test client",
    severity="loud",
    likelihood="many apps",
    harm="development",
    impact="pytest.raises fails. A test that does not check the status does not report the exception.",
    affects=(
        "you expect an exception from `client.get(...)` in a test, with `pytest.raises`, or rely on it to fail the "
        "test."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config.update(TESTING=True)

        @app.get("/")
        def page():
            raise KeyError("x")
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.config.update(TESTING=True)

        @app.get("/")
        async def page():
            raise KeyError("x")
    """,
    probe=probe,
    observations=(Observation(flask="KeyError", quart="500"),),
    remedy="Assert the status, or record got_request_exception in the tests (untried).",
)
