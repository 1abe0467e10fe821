"""The test client's response: Flask's has `text`, `close`, `request` and `history`, Quart's has none.

Flask's client returns a TestResponse, Quart's a plain response of the app's class. Its `data` and `json` must be
awaited. Without `await` each is a coroutine, which is truthy in an assert.
"""

import inspect
from typing import Any

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await _result_of(probed.app.test_client().get("/"))
    return " ".join(name for name in ("text", "close", "request", "history") if hasattr(response, name))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD716",
    feature="tests",
    also=("response",),
    cause="test client",
    severity="loud",
    likelihood="most apps",
    harm="development",
    impact="Tests fail with an AttributeError until they are rewritten.",
    affects=(
        "you read `response.text`, `response.request` or `response.history`, or call `response.close()` in your tests."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    observations=(Observation(flask="text close request history", quart=""),),
    remedy=(
        "Write `await response.get_data(as_text=True)`, check redirects one at a time, and remove the calls of `close`."
    ),
)
