"""`after_request` on an error page: Flask passes the app's `response_class`, Quart a Werkzeug response.

Flask turns every response into `response_class` before the hooks see it. Quart leaves the response of an HTTPException
as Werkzeug made it. Its `get_data()` cannot be awaited, so an `after_request` hook that works for every view fails for
404, 405 and each `abort`. A redirect for a missing slash is such a response too. `redirect()` is not.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    page, missing = await probed.client.get("/"), await probed.client.get("/missing")
    return f"page {page.status_code}, missing {missing.status_code}"


DIVERGENCE = Divergence(
    id="FD053",
    feature="errors",
    also=("hooks", "response"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ402", "FQ401"),
    impact=(
        "An `after_request` hook that reads or changes the body turns every error page, and every redirect for a "
        "missing slash, into a 500."
    ),
    affects=(
        "you read or change the body of the response in `after_request`, and an error page or redirect can pass there."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.after_request
        def measure(response):
            response.headers["X-Size"] = str(len(response.get_data()))
            return response

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.after_request
        async def measure(response):
            response.headers["X-Size"] = str(len(await response.get_data()))
            return response

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="page 200, missing 404", quart="page 200, missing 500"),),
    remedy="Convert it to the app's `response_class` in the hook that runs first, or branch on its type.",
    with_remedy="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.after_request
        async def measure(response):
            if not isinstance(response, Response):
                response = Response(response.get_data(), response.status_code, response.headers)
            response.headers["X-Size"] = str(len(await response.get_data()))
            return response

        @app.get("/")
        async def index():
            return "text"
    """,
    detector=detected(
        Shape(
            "response read in a hook",
            sentence="`{name}` fails for error pages: those are responses of Werkzeug, which cannot be awaited.",
        )
    ),
    symptoms=(
        error_symptom(
            r"TypeError\(\"object bytes can't be used in 'await' expression\"\)",
            baseline=r"[34]\d\d",
            where=(("candidate trace", r".*\nafter_request [^\n]*: raises TypeError.*"),),
            certain=False,
        ),
    ),
)
