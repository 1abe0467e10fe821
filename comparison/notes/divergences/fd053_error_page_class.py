"""An error page is a Werkzeug response, not one of the app's own class.

Flask turns everything into response_class before the hooks see it. Quart leaves the response of an HTTPException as
Werkzeug made it, with a get_data() that cannot be awaited: an after_request hook that works for every view fails
for 404, 405 and each abort. A redirect for a missing slash is one of these too; redirect() is not.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    page, missing = await probed.client.get("/"), await probed.client.get("/missing")
    return f"page {page.status_code}, missing {missing.status_code}"


DIVERGENCE = Divergence(
    id="FD053",
    feature="errors",
    cause="framework",
    severity="loud",
    impact="An error page, or a missing slash, becomes a 500 as soon as a hook reads or changes the body.",
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
    remedy="Make a response of the app's own class out of it in a first hook, or branch on its type.",
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
)
