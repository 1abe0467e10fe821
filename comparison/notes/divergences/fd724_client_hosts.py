"""`client.get` with an absolute URL in a test: Flask's uses its scheme and host, Quart's drops them.

Flask's client takes both from an absolute URL, or from base_url, which Quart's does not have. It refuses to follow a
redirect to another site. Quart's requests the path from its own app, whatever the site.
"""

import inspect
from typing import Any

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import client_request


async def probe(probed: ProbedApp) -> str:
    response = await _result_of(probed.app.test_client().get("https://other.example/"))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD724",
    feature="tests",
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ702",),
    harm="development",
    impact="Tests of hosts and of https run against http://localhost. A redirect to a foreign site looks right.",
    affects="you pass an absolute URL or `base_url` to the `test_client`, for example to test a subdomain or https.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def url():
            return request.url
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def url():
            return request.url
    """,
    probe=probe,
    observations=(Observation(flask="https://other.example/", quart="http://localhost/"),),
    remedy="Pass `scheme` and a Host header, or give the app a test client class that does so.",
    with_remedy="""
        from urllib.parse import urlsplit

        from quart import Quart, request
        from quart.testing import QuartClient
        from werkzeug.datastructures import Headers

        class Client(QuartClient):
            async def open(self, path, **options):
                url = urlsplit(path)
                if url.netloc:
                    path = url._replace(scheme="", netloc="").geturl()
                    headers = Headers(options.get("headers"))
                    headers["Host"] = url.netloc
                    options |= {"scheme": url.scheme, "headers": headers}
                return await super().open(path, **options)

        app = Quart(__name__)
        app.test_client_class = Client

        @app.get("/")
        async def url():
            return request.url
    """,
    detector=detected(
        client_request(
            "Quart's client drops the scheme and the host of this URL.", where=((0, r"f?[\"']https?://.*"),)
        ),
        example="""
            from flask import Flask

            app = Flask(__name__)
            client = app.test_client()
            client.get("https://shop.example/")
        """,
        file="test_app.py",
    ),
)
