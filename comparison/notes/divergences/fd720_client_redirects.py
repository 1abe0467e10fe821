"""`follow_redirects` after a POST in a test: Flask's client sends a GET, Quart's sends the form again.

Browsers, and Flask's client, turn a POST into a GET without a body for 301, 302 and 303. Quart's client changes the
method for 302 and 303 only, and keeps the body in each case.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart, redirect, request

    app = Quart(__name__)

    @app.post("/old")
    async def old():
        return redirect("/", 301)

    @app.route("/", methods=["GET", "POST"])
    async def page():
        return f"{request.method} {dict(await request.form)}"

    async def check():
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        client = app.test_client()
        response = await client.post("/old", data=b"name=anna", headers=headers, follow_redirects=True)
        return await response.get_data(as_text=True)
"""

DIVERGENCE = Divergence(
    id="FD720",
    feature="tests",
    cause="test client",
    severity="silent",
    likelihood="many apps",
    related=("FQ702",),
    harm="development",
    impact="Tests call another method of the view than browsers do.",
    affects="you pass `follow_redirects=True` to `client.post` in your tests, for example to log in.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="GET {}", quart="POST {'name': 'anna'}"),),
    remedy="Follow redirects in the test, with a GET of response.location.",
    with_remedy=QUART.replace(", follow_redirects=True", "").replace(
        "        return await", "        response = await client.get(response.location)\n        return await"
    ),
    detector=detected(
        NameUse(
            tuple(f"{CLIENT}.{method}" for method in ("open", "patch", "post", "put")),
            only_with=("follow_redirects",),
            place="everywhere",
            sentence="Quart's client sends the form to the next page too, after a 301 with POST.",
        ),
        example="""
            from flask import Flask

            app = Flask(__name__)
            client = app.test_client()
            client.post("/", follow_redirects=True)
        """,
        file="test_app.py",
    ),
)
