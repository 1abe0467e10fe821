"""`request.remote_addr` in a test: 127.0.0.1 with Flask's test client, the text `<local>` with Quart's.

The ASGI scope of Quart's client has no `client`, and Quart uses that text in its place.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await _result_of(probed.app.test_client().get("/"))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD714",
    feature="tests",
    also=("request", "proxy"),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ708",),
    harm="development",
    impact="Code that parses the address, or compares it with a list, behaves differently in tests than on a server.",
    affects="you read `request.remote_addr`, for a rate limit or a log, in code that your tests run.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def address():
            return request.remote_addr
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def address():
            return request.remote_addr
    """,
    probe=probe,
    observations=(Observation(flask="127.0.0.1", quart="<local>"),),
    remedy="Pass scope_base with a `client`, or give the app a test client class that does so.",
    with_remedy="""
        from quart import Quart, request
        from quart.testing import QuartClient

        class Client(QuartClient):
            async def open(self, path, **options):
                options["scope_base"] = {"client": ("127.0.0.1", 0), **(options.get("scope_base") or {})}
                return await super().open(path, **options)

        app = Quart(__name__)
        app.test_client_class = Client

        @app.get("/")
        async def address():
            return request.remote_addr
    """,
    detector=detected(NameUse(("flask.Request().remote_addr",), sentence="In a test `{name}` is the text `<local>`.")),
)
