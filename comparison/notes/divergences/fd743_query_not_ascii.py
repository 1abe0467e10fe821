"""A path in `client.get` with a query that is not ASCII: Flask's client encodes it, Quart's raises UnicodeEncodeError.

Flask's client encodes an IRI as browsers do. Quart's encodes the query as ASCII. Of the path before it, both take any
text. As `query_string` Quart's takes a dictionary only; FQ707 rewrites text.
"""

import inspect
from typing import Any

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import client_request


async def probe(probed: ProbedApp) -> str:
    client = probed.app.test_client()
    try:
        response = await _result_of(client.get("/search?name=Jürgen"))
    except UnicodeEncodeError:
        return "UnicodeEncodeError"
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.get("/search")
    async def search():
        return request.args["name"]
"""

DIVERGENCE = Divergence(
    id="FD743",
    feature="tests",
    cause="test client",
    severity="loud",
    likelihood="few apps",
    related=("FQ707",),
    harm="development",
    impact="Tests that search for a name with an umlaut fail. Users of the site notice nothing.",
    affects='you request a URL whose query is not ASCII, as `client.get("/search?name=Jürgen")`, in your tests.',
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="Jürgen", quart="UnicodeEncodeError"),),
    remedy="Pass the query as `query_string={'name': 'Jürgen'}`, or let a test client class encode the path.",
    with_remedy=QUART
    + """
    from quart.testing import QuartClient
    from werkzeug.urls import iri_to_uri

    class Client(QuartClient):
        async def open(self, path, **options):
            return await super().open(iri_to_uri(path), **options)

    app.test_client_class = Client
""",
    detector=detected(
        client_request("This query is not ASCII: UnicodeEncodeError.", where=((0, r".*\?.*[^\x00-\x7f].*"),)),
        example="""
            from flask import Flask

            client = Flask(__name__).test_client()
            client.get("/search?name=Jürgen")
        """,
        file="test_app.py",
    ),
)
