"""`request.data` with an urlencoded form: Flask returns no bytes, Quart returns the form's body.

In Flask the bytes of a form are gone once it is parsed, and `request.data`, which parses first, is empty for each
form. Quart keeps the body that it parsed, and returns it. Of a multipart form neither keeps anything.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.post("/", data={"name": "ada"})).text


DIVERGENCE = Divergence(
    id="FD161",
    feature="request",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ008",),
    impact="A view that uses the body if there is one, and otherwise the form, now uses the raw form.",
    affects="you read `request.data`, and decide by its emptiness whether the request is a form.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            form, data = request.form, request.data
            return f"{data or dict(form)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, data = await request.form, await request.data
            return f"{data or dict(form)}"
    """,
    probe=probe,
    observations=(Observation(flask="{'name': 'ada'}", quart="b'name=ada'"),),
    remedy="Read the form first, or check request.mimetype.",
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, data = await request.form, await request.data
            return f"{dict(form) or data}"
    """,
    detector=detected(
        NameUse(
            ("flask.Request().data",), sentence="`{name}` has the bytes of an urlencoded form, where Flask has none."
        )
    ),
    symptoms=(
        Symptom(
            "body",
            ".*",
            ".*",
            where=(
                ("request header content-type", "application/x-www-form-urlencoded.*"),
                ("request body", "(?P<form>.+)"),
                ("candidate body", ".*(?P=form).*"),
            ),
            certain=False,
        ),
    ),
)
