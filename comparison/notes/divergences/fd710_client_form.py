"""`client.post(data={...})` in a test: Flask's client sends a form, Quart's sends an empty body.

Quart's client takes `data` for the bytes of the body, and drops a value that is neither text nor bytes. A form is
`form=`, files are `files=`.
"""

import inspect
from typing import Any

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import client_request


async def probe(probed: ProbedApp) -> str:
    response = await _result_of(probed.app.test_client().post("/", data={"name": "anna"}))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD710",
    feature="tests",
    also=("upload",),
    cause="test client",
    severity="silent",
    likelihood="most apps",
    related=("FQ703", "FQ705"),
    harm="development",
    impact="Tests post empty forms, and tests that expect a refusal still pass.",
    affects="you post forms or files with `client.post(..., data={...})` in your tests, as Flask's documentation does.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def form():
            return str(dict(request.form))
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def form():
            return str(dict(await request.form))
    """,
    probe=probe,
    observations=(Observation(flask="{'name': 'anna'}", quart="{}"),),
    remedy="Pass form= and files= in the tests, or give the app a test client class that does so.",
    with_remedy="""
        from quart import Quart, request
        from quart.testing import QuartClient

        class Client(QuartClient):
            async def open(self, path, *, data=None, **options):
                if isinstance(data, dict):
                    options["form"], data = data, None
                return await super().open(path, data=data, **options)

        app = Quart(__name__)
        app.test_client_class = Client

        @app.post("/")
        async def form():
            return str(dict(await request.form))
    """,
    detector=detected(
        client_request(
            "`data` is no form in Quart: the request has an empty body.", ("data",), (("data", r"(\{|dict\().*"),)
        ),
        example="""
            from quart import Quart

            async def test_form():
                await Quart(__name__).test_client().post("/", data={"name": "anna"})
        """,
        file="test_app.py",
    ),
)
