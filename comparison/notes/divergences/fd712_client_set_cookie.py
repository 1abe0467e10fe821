"""`client.set_cookie` in a test: Flask's takes the cookie's name first, Quart's takes the server's name first.

Quart's has the signature that Werkzeug's had before version 2.3. It makes `set_cookie("name", "anna")` a cookie
called anna, without a value.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    client = probed.app.test_client()
    client.set_cookie("name", "anna")
    response = await _result_of(client.get("/"))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD712",
    feature="tests",
    also=("cookies",),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ709",),
    harm="development",
    impact="Tests run without the cookie that they set, as if nobody was logged in.",
    affects="you call `client.set_cookie` or `client.delete_cookie` in your tests, for example to start logged in.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def cookies():
            return str(dict(request.cookies))
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def cookies():
            return str(dict(request.cookies))
    """,
    probe=probe,
    observations=(Observation(flask="{'name': 'anna'}", quart="{'anna': ''}"),),
    remedy="Pass the server's name first, localhost, or give the app a test client class that does so.",
    with_remedy="""
        from quart import Quart, request
        from quart.testing import QuartClient

        class Client(QuartClient):
            def set_cookie(self, key, value="", **options):
                super().set_cookie("localhost", key, value, **options)

        app = Quart(__name__)
        app.test_client_class = Client

        @app.get("/")
        async def cookies():
            return str(dict(request.cookies))
    """,
    detector=detected(
        NameUse(
            (f"{CLIENT}.set_cookie",),
            where=((0, r".+"), (2, None)),
            place="everywhere",
            left=True,
            sentence="The first argument is the server's name in Quart: this sets another cookie.",
        ),
        example="""
            from quart import Quart

            Quart(__name__).test_client().set_cookie("name", "anna")
        """,
        file="test_app.py",
    ),
)
