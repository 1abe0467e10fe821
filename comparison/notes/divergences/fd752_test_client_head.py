"""`client.head` in a test: the response has no body with Flask's client, the body of a GET with Quart's.

In WSGI the app drops the body of a response to HEAD. In ASGI the server does. Quart's test client is no server: it
returns what the app sent.
"""

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    body = probed.module.head_body()
    return f"body {await body if probed.framework == 'quart' else body}"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "text"

    async def head_body():
        response = await app.test_client().head("/")
        return await response.get_data(as_text=True)
"""

DIVERGENCE = Divergence(
    id="FD752",
    feature="tests",
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ702", "FD607"),
    harm="development",
    impact="Tests that assert an empty HEAD body now fail, and tests that assert a body pass. Users notice nothing.",
    affects="you call `client.head` in your tests, and assert on the body of its response.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="body ", quart="body text"),),
    remedy="Check the status and the headers only, or drop the body in the app. The Content-Length of a GET stays.",
    with_remedy=QUART.replace("import Quart", "import Quart, Response, request")
    + """
    @app.after_request
    async def drop_body(response):
        if request.method == "HEAD" and isinstance(response, Response):
            response.response = response.data_body_class(b"")
        return response
    """,
    compat="head_runs_generator",
    detector=detected(
        NameUse(
            (f"{CLIENT}.head",), place="everywhere", sentence="The body of this response is that of a GET in Quart."
        )
    ),
)
