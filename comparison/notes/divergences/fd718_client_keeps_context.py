"""`g` after a request in an open test client: Flask's has the request's values, Quart's has none of them.

`with client:` (in Quart `async with client:`) keeps the context of the last request. In Quart 0.23 that is a copy
with a new `g`. In Quart 0.22 there is no app context at all, and `g` raises RuntimeError.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart, g

    app = Quart(__name__)

    @app.get("/")
    async def page():
        g.user = "anna"
        return "page"

    async def check():
        async with app.test_client() as client:
            await client.get("/")
            try:
                return g.get("user")
            except RuntimeError:
                return "RuntimeError"
"""

DIVERGENCE = Divergence(
    id="FD718",
    feature="tests",
    also=("context",),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ702",),
    harm="development",
    impact="Tests that read `g` see nothing there. A test that expects nothing there passes, whatever the app does.",
    affects="you read `g` in a test, after a request inside `with client:`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="anna", quart="None", quart_version=">=0.23"),
        Observation(flask="anna", quart="RuntimeError", quart_version="<0.23"),
    ),
    remedy="Test what the app does with `g`: the response, a signal, the database. A hook in the test can note it.",
    with_remedy=QUART.replace(
        "        async with",
        """
        users = []

        @app.after_request
        async def note(response):
            users.append(g.user)
            return response

        async with""",
    ).replace('g.get("user")', "users[0]"),
    detector=detected(
        NameUse(("flask.g",), place="tests", sentence="After a request `g` has none of its values in Quart."),
        example="""
            from flask import g

            def test_user():
                assert g.user
        """,
        file="test_app.py",
    ),
)
