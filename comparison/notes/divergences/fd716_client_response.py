"""The test client's response has neither text, nor request, nor history, and data and json must be awaited.

It is a plain response of the app's class; Flask's client makes a TestResponse. A forgotten await on `data` or `json`
leaves a coroutine, which is true in an assert.
"""

import inspect
from typing import Any

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    response = await awaited(opened.app.test_client().get("/"))
    return " ".join(name for name in ("text", "request", "history") if hasattr(response, name))


async def awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


DIVERGENCE = Divergence(
    id="FD716",
    feature="tests",
    cause="test client",
    severity="loud",
    harm="development",
    users="Tests fail with an AttributeError until they are rewritten.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    shown=(Shown(flask="text request history", quart=""),),
    remedy="Write `await response.get_data(as_text=True)`, and check redirects one at a time; nothing else is needed.",
)
