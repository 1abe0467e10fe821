"""`Response.get_json` for broken JSON: Flask raises unless `silent=True`, Quart raises only with `silent=True`.

Werkzeug raises for broken JSON, and returns None with `silent=True`. Quart's `Response.get_json` has `if silent:
raise` in its source, and returns None otherwise. Quart's `Request.get_json` is right.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await _awaited(probed.app.test_client().get("/"))
    try:
        return f"returned {await _awaited(response.get_json())}"
    except ValueError:
        return "raised"


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


DIVERGENCE = Divergence(
    id="FD042",
    feature="response",
    also=("json", "tests"),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ011",),
    harm="development",
    impact=(
        "`Response.get_json` in a test or a hook returns None for broken JSON; with `silent=True` it raises an error."
    ),
    affects="you call `get_json` of a `Response`, in a hook or a test, and its body can be invalid JSON.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def broken():
            return "{", {"Content-Type": "application/json"}
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def broken():
            return "{", {"Content-Type": "application/json"}
    """,
    probe=probe,
    observations=(Observation(flask="raised", quart="returned None"),),
    remedy="Parse the text with `json.loads`, or invert the parameter in a `response_class`.",
    with_remedy="""
        from quart import Quart, Response

        class RightResponse(Response):
            async def get_json(self, force=False, silent=False):
                return await super().get_json(force, not silent)

        app = Quart(__name__)
        app.response_class = RightResponse

        @app.get("/")
        async def broken():
            return "{", {"Content-Type": "application/json"}
    """,
    detector=detected(
        NameUse(
            ("flask.Response().get_json", *(f"{request}().get_json" for request in CLIENT_REQUESTS)),
            only_with=("silent",),
            place="everywhere",
            sentence="With `silent=True`, broken JSON raises an error here.",
        ),
        example="""
            from flask import Flask

            app = Flask(__name__)
            client = app.test_client()
            client.get("/").get_json(silent=True)
        """,
        file="test_app.py",
    ),
)
