"""`response.text` in a test: Flask's response has it, and `close`, `request` and `history`, Quart's has none of them.

Flask's client returns a TestResponse, Quart's a plain response of the app's class. Its `data` and `json` must be
awaited. Without `await` each is a coroutine, which is truthy in an assert.
"""

import inspect

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def page():
        return "page"

    @app.get("/old")
    async def old():
        return app.redirect("/")

    async def check():
        client = app.test_client()
        try:
            response = await client.get("/old", follow_redirects=True)
            result = f"{response.text} after {len(response.history)} redirect"
            response.close()
        except AttributeError as error:
            return error.name
        return result
"""

DIVERGENCE = Divergence(
    id="FD716",
    feature="tests",
    also=("response",),
    cause="test client",
    severity="loud",
    likelihood="most apps",
    related=("FQ702", "FQ711"),
    harm="development",
    impact="Tests fail with an AttributeError until they are rewritten.",
    affects=(
        "you read `response.text`, `response.request` or `response.history`, or call `response.close()` in your tests."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="page after 1 redirect", quart="text"),),
    remedy=(
        "Write `await response.get_data(as_text=True)`, check redirects one at a time, and remove the calls of `close`."
    ),
    with_remedy=QUART.replace('"/old", follow_redirects=True', '"/old"')
    .replace("            response.close()\n", "")
    .replace("len(response.history)", "int(response.status_code == 302)")
    .replace("{response.text}", "{await (await client.get(response.location)).get_data(as_text=True)}"),
    detector=detected(
        *gap_uses("FD716", "`{name}`: the response of Quart's test client has no such member."),
        example="""
            from flask import Flask

            app = Flask(__name__)
            client = app.test_client()
            client.get("/").history
        """,
        file="test_app.py",
    ),
)
