"""`response.is_streamed` and other WSGI members of a response: Flask has them, Quart raises AttributeError.

Other such members are `iter_encoded`, `force_type` and more. Flask's response is a subclass of Werkzeug's `Response`.
Quart's is a subclass of Werkzeug's base class without WSGI. It has neither the members that read the body in pieces
nor those that make a response from a WSGI app.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD080",
    feature="response",
    also=("hooks", "streaming"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ011",),
    impact="An `after_request` hook that reads `response.is_streamed` turns every page into a 500.",
    affects=(
        "you read `response.is_streamed`, `iter_encoded`, `force_type` or another member of Werkzeug's WSGI response."
    ),
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
    remedy=(
        "Check the class of `response.response`: DataBody holds the whole body, FileBody is a file, the others stream."
    ),
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
    detector=detected(*gap_uses("FD080", "`{name}`: Quart's response has no such member.")),
    symptoms=(
        error_symptom(
            r"AttributeError\(\"'Response' object has no attribute '(is_streamed|is_sequence|iter_encoded|force_type"
            r"|from_app|get_app_iter|get_wsgi_headers|get_wsgi_response|calculate_content_length)'\"\)"
        ),
    ),
)
