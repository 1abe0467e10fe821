"""`with client:` in a test: Flask calls the teardown functions of each request in it, Quart 0.22 calls none.

`with client:` (in Quart `async with client:`) keeps the context of the last request. Flask still calls the functions of
`teardown_request` and `teardown_appcontext` after each request, and once more when it drops the context. Quart 0.22
never leaves such a context: at the end of the block its client looks for a context with a mark, but has kept a copy
without the mark. Quart 0.23 calls them after each request.
"""

import inspect

from ...inspection.detector import NameUse, Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart

    app = Quart(__name__)
    calls = []

    @app.teardown_request
    async def end_request(exc):
        calls.append("request")

    @app.teardown_appcontext
    async def close(exc):
        calls.append("app context")

    @app.get("/")
    async def page():
        calls.clear()
        return "page"

    async def check():
        async with app.test_client() as client:
            await client.get("/")
            after = sorted(set(calls))
        return f"after the request {after}, after the block {sorted(set(calls))}"
"""

DIVERGENCE = Divergence(
    id="FD719",
    feature="tests",
    also=("hooks", "context"),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ704", "FD718", "FD402"),
    harm="development",
    impact=(
        "What a teardown closes stays open in the tests: connections, transactions, files. A test of what the "
        "teardown does fails."
    ),
    affects="you send requests in a test inside `with client:`, and the app or an extension of it has a teardown.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="after the request ['app context', 'request'], after the block ['app context', 'request']",
            quart="after the request [], after the block []",
            quart_version="<0.23",
        ),
    ),
    remedy=(
        "Send the requests with a client that is not opened, and read the session with "
        "`client.session_transaction()`. What a test reads from `g`, it can read from the response (FD718)."
    ),
    with_remedy=QUART.replace("async with app.test_client() as client:", "client = app.test_client()").replace(
        "\n            ", "\n        "
    ),
    detector=detected(
        Shape("entered client", sentence="With Quart 0.22 no teardown runs for the requests in this block."),
        when=(
            NameUse(
                (
                    *("flask.Flask().teardown_appcontext", "flask.Flask().teardown_request"),
                    *("flask.Blueprint().teardown_request", "flask.Blueprint().teardown_app_request"),
                    "flask_sqlalchemy.SQLAlchemy",
                ),
            ),
        ),
    ),
)
