"""app_context, test_request_context and session_transaction are no plain context managers.

In Quart they must be entered with `async with`, since entering them sends signals and opens the session; a plain
`with` is a TypeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    entered = []
    for make in (probed.app.app_context, probed.app.test_request_context, probed.app.test_client().session_transaction):
        try:
            with make(*(("/",) if make == probed.app.test_request_context else ())):
                entered.append("entered")
        except TypeError:
            entered.append("TypeError")
    return " ".join(entered)


DIVERGENCE = Divergence(
    id="FD034",
    feature="context",
    cause="framework",
    severity="loud",
    impact="Scripts, shells and plain functions that enter a context must become coroutines.",
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
    remedy="Write `async with`, in a coroutine; a script runs it with asyncio.run (untried).",
)
