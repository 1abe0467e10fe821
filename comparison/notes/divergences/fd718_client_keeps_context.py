"""`g` after a request in an open test client: Flask's has the request's values, Quart's has none of them.

`with client:` (in Quart `async with client:`) keeps the context of the last request. In Quart 0.23 that is a copy
with a new `g`. In Quart 0.22 there is no app context at all, and `g` raises RuntimeError.
"""

import inspect
from contextlib import AsyncExitStack
from typing import Any

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    client, g = probed.app.test_client(), probed.module.g
    async with AsyncExitStack() as stack:
        if probed.framework == "quart":
            await stack.enter_async_context(client)
        else:
            stack.enter_context(client)
        await _result_of(client.get("/"))
        try:
            return str(g.get("user"))
        except RuntimeError:
            return "RuntimeError"


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD718",
    feature="tests",
    also=("context",),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    harm="development",
    impact="Tests that read `g` see nothing there. A test that expects nothing there passes, whatever the app does.",
    affects="you read `g` in a test, after a request inside `with client:`.",
    flask="""
        from flask import Flask, g

        app = Flask(__name__)

        @app.get("/")
        def page():
            g.user = "anna"
            return "page"
    """,
    quart="""
        from quart import Quart, g

        app = Quart(__name__)

        @app.get("/")
        async def page():
            g.user = "anna"
            return "page"
    """,
    probe=probe,
    observations=(
        Observation(flask="anna", quart="None", quart_version=">=0.23"),
        Observation(flask="anna", quart="RuntimeError", quart_version="<0.23"),
    ),
    remedy="Test what the app does with `g`: the response, a signal, the database (untried).",
)
