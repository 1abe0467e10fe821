"""`follow_redirects` in a test to a page with an anchor: Flask's client requests the page, Quart's gets a 404.

Quart's client takes Location for the next path as it is: with `#comments` no route matches it. A Location that begins
with `?` is an IndexError, where Flask's client resolves it against the path.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await _result_of(probed.app.test_client().get("/comment", follow_redirects=True))
    return str(response.status_code)


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


QUART = """
    from quart import Quart, redirect, url_for

    app = Quart(__name__)

    @app.get("/comment")
    async def comment():
        return redirect(url_for("post", _anchor="comments"))

    @app.get("/post")
    async def post():
        return "post"
"""

DIVERGENCE = Divergence(
    id="FD741",
    feature="tests",
    cause="test client",
    severity="loud",
    likelihood="some apps",
    related=("FQ702",),
    harm="development",
    impact="Tests that follow a redirect to a part of a page fail. Browsers are not concerned.",
    affects="you test a redirect to `url_for(..., _anchor=...)` with `follow_redirects=True`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200", quart="404"),),
    remedy="Follow redirects in a test client class of your own, which resolves Location as a browser does.",
    with_remedy=QUART
    + """
    from urllib.parse import urldefrag, urljoin

    from quart.testing import QuartClient

    class Client(QuartClient):
        async def open(self, path, *, follow_redirects=False, **options):
            response = await super().open(path, **options)
            while follow_redirects and response.location:
                path = urldefrag(urljoin(path, response.location)).url
                response = await super().open(path)
            return response

    app.test_client_class = Client
""",
    upstream="pallets/quart#363",
    detector=detected(
        NameUse(
            ("flask.url_for",),
            only_with=("_anchor",),
            place="everywhere",
            sentence="A test that follows a redirect to this gets a 404.",
        ),
        when=(NameUse(CLIENT_REQUESTS, only_with=("follow_redirects",), place="everywhere"),),
        example="""
            from flask import Flask, url_for

            def test_comment():
                Flask(__name__).test_client().get(url_for("post", _anchor="comments"), follow_redirects=True)
        """,
        file="test_app.py",
    ),
)
