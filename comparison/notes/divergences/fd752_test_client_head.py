"""The test client's response to HEAD: Flask's has no body, Quart's has the body of a GET.

In WSGI the app drops the body of a response to HEAD. In ASGI the server does. Quart's test client is no server: it
returns what the app sent.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    body = probed.module.head_body()
    return f"body {await body if probed.framework == 'quart' else body}"


DIVERGENCE = Divergence(
    id="FD752",
    feature="tests",
    cause="test client",
    severity="silent",
    likelihood="some apps",
    harm="development",
    impact="Tests that assert an empty HEAD body now fail, and tests that assert a body pass. Users notice nothing.",
    affects="you call `client.head` in your tests, and assert on the body of its response.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "text"

        def head_body():
            response = app.test_client().head("/")
            return response.get_data(as_text=True)
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "text"

        async def head_body():
            response = await app.test_client().head("/")
            return await response.get_data(as_text=True)
    """,
    probe=probe,
    observations=(Observation(flask="body ", quart="body text"),),
    remedy="Check the status and the headers only, or drop the body in the app.",
    compat="head_runs_generator",
)
