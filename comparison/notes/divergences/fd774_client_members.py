"""`client.get_cookie`, `application` and `environ_base` in a test: Flask's client has them, Quart's does not.

Flask's client is Werkzeug's, which has resolve_redirect and run_wsgi_app too. Quart's is a class of its own, with a
`cookie_jar` of the standard library and an `app`.
"""

import inspect
from typing import Any

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    client = probed.app.test_client()
    await _result_of(client.get("/"))
    try:
        return str(probed.module.colour(client))
    except AttributeError:
        return "AttributeError"


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD774",
    feature="tests",
    also=("cookies",),
    cause="test client",
    severity="loud",
    likelihood="some apps",
    related=("FQ708", "FQ709"),
    harm="development",
    impact="Tests fail with an AttributeError until they are rewritten.",
    affects=(
        "you call `client.get_cookie`, or read `client.application` or `client.environ_base`, in your tests of "
        "cookies or settings."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "", {"Set-Cookie": "colour=blue"}

        def colour(client):
            return client.get_cookie("colour").value
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "", {"Set-Cookie": "colour=blue"}

        def colour(client):
            return client.get_cookie("colour").value
    """,
    probe=probe,
    observations=(Observation(flask="blue", quart="AttributeError"),),
    remedy="Search `client.cookie_jar`.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "", {"Set-Cookie": "colour=blue"}

        def colour(client):
            return next(cookie.value for cookie in client.cookie_jar if cookie.name == "colour")
    """,
    detector=detected(
        *gap_uses("FD774", "Quart's test client has no `{name}`."),
        example="""
            from flask import Flask

            app = Flask(__name__)
            client = app.test_client()
            client.get_cookie("colour")
        """,
        file="test_app.py",
    ),
)
