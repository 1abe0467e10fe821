"""A response has none of the parts that Werkzeug's WSGI response has: is_streamed, iter_encoded, force_type and others.

Flask's response is a subclass of Werkzeug's `Response`; Quart's is one of the base without WSGI, and has neither what
reads the body in pieces nor what makes a response of a WSGI app. Each such name is an AttributeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD080",
    feature="response",
    cause="framework",
    severity="loud",
    impact="A hook that looks whether a response is streamed makes a 500 of each page.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.after_request
        def mark(response):
            response.headers["X-Whole"] = "no" if response.is_streamed else "yes"
            return response

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.after_request
        async def mark(response):
            response.headers["X-Whole"] = "no" if response.is_streamed else "yes"
            return response

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy="Ask for the class of `response.response`: DataBody has it whole, FileBody is a file, the others stream.",
    with_remedy="""
        from quart import Quart
        from quart.wrappers.response import DataBody

        app = Quart(__name__)

        @app.after_request
        async def mark(response):
            response.headers["X-Whole"] = "yes" if isinstance(response.response, DataBody) else "no"
            return response

        @app.get("/")
        async def index():
            return "text"
    """,
)
