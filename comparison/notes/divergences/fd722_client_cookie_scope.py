"""The test client's cookies: Flask's sends those that match path and domain, Quart's sends all of them.

Quart's client keeps cookies in a jar of the standard library, but copies all of them into the headers, without asking
the jar which cookies match.
"""

import inspect
from typing import Any

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    client = probed.app.test_client()
    await _result_of(client.get("/admin/login"))
    response = await _result_of(client.get("/"))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD722",
    feature="tests",
    also=("cookies", "session"),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    harm="development",
    impact="A cookie with a wrong path works in the tests, and is missing in browsers.",
    affects="you test cookies with a `path` or a `domain`, through the cookies that the `test_client` keeps.",
    flask="""
        from flask import Flask, make_response, request

        app = Flask(__name__)

        @app.get("/admin/login")
        def login():
            response = make_response("welcome")
            response.set_cookie("token", "x", path="/admin")
            return response

        @app.get("/")
        def cookies():
            return str(dict(request.cookies))
    """,
    quart="""
        from quart import Quart, make_response, request

        app = Quart(__name__)

        @app.get("/admin/login")
        async def login():
            response = await make_response("welcome")
            response.set_cookie("token", "x", path="/admin")
            return response

        @app.get("/")
        async def cookies():
            return str(dict(request.cookies))
    """,
    probe=probe,
    observations=(Observation(flask="{}", quart="{'token': 'x'}"),),
    remedy="Check path and domain in the Set-Cookie header, or send the requests over HTTP (untried).",
)
