"""The test client's answer to HEAD has a body.

In WSGI the app drops the body of an answer to HEAD, in ASGI the server does. Quart's test client is no server: it
gives what the app sent.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    body = probed.module.ask()
    return f"body {await body if probed.framework == 'quart' else body}"


DIVERGENCE = Divergence(
    id="FD752",
    feature="tests",
    cause="test client",
    severity="silent",
    harm="development",
    impact="Your users notice nothing; a test that HEAD has no body fails, and one that it has passes.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "text"

        def ask():
            response = app.test_client().head("/")
            return response.get_data(as_text=True)
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "text"

        async def ask():
            response = await app.test_client().head("/")
            return await response.get_data(as_text=True)
    """,
    probe=probe,
    observations=(Observation(flask="body ", quart="body text"),),
    remedy="Ask for the status and the headers only; or drop the body in the app.",
    compat="head_runs_generator",
)
