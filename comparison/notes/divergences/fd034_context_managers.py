"""`app_context`, `test_request_context` and `session_transaction`: Flask takes `with`, Quart needs `async with`.

Entering one of these contexts in Quart sends signals and opens the session, which it awaits. A plain `with` raises
TypeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    app = probed.app
    results = []
    for new_context in (app.app_context, lambda: app.test_request_context("/"), app.test_client().session_transaction):
        try:
            with new_context():
                results.append("entered")
        except TypeError:
            results.append("TypeError")
    return " ".join(results)


DIVERGENCE = Divergence(
    id="FD034",
    feature="context",
    also=("tests", "cli"),
    cause="framework",
    severity="loud",
    likelihood="most apps",
    impact=(
        "`with app.app_context()` raises TypeError: scripts, shells and plain functions that enter a context must "
        "become coroutines."
    ),
    affects=(
        "you write `with app.app_context()`, `test_request_context()` or `session_transaction()`, in a script, a "
        "test or a view."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.secret_key = "a key"

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.secret_key = "a key"

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    observations=(Observation(flask="entered entered entered", quart="TypeError TypeError TypeError"),),
    remedy="Write `async with`, in a coroutine. A script runs the coroutine with `asyncio.run` (untried).",
    symptoms=(
        error_symptom(r"TypeError\(\"'(App|Request)Context' object does not support the context manager protocol.*"),
    ),
)
