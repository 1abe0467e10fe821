"""The test client and test_request_context take no content_type, base_url, environ_base or input_stream.

Flask hands what it gets to Werkzeug's EnvironBuilder, or is given one; Quart names the parameters that it takes, and
has no `**`. All others are a TypeError.
"""

import inspect
from typing import Any

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    try:
        response = await awaited(opened.app.test_client().post("/", data="<a/>", **opened.module.OPTIONS))
    except TypeError:
        return "TypeError"
    return str(await awaited(response.get_data(as_text=True)))


async def awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


QUART = """
    from quart import Quart, request

    OPTIONS = {"content_type": "text/xml"}
    app = Quart(__name__)

    @app.post("/")
    async def index():
        return request.mimetype
"""

DIVERGENCE = Divergence(
    id="FD770",
    feature="tests",
    cause="test client",
    severity="loud",
    harm="development",
    users="Tests fail with a TypeError until they are rewritten.",
    flask="""
        from flask import Flask, request

        OPTIONS = {"content_type": "text/xml"}
        app = Flask(__name__)

        @app.post("/")
        def index():
            return request.mimetype
    """,
    quart=QUART,
    probe=probe,
    shown=(Shown(flask="text/xml", quart="TypeError"),),
    remedy="Give headers; for the rest, scope_base.",
    closed=QUART.replace('"content_type": "text/xml"', '"headers": {"Content-Type": "text/xml"}'),
)
