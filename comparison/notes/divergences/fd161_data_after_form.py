"""request.data holds an urlencoded form's body.

In Flask the bytes of a form are gone once it is parsed, and request.data, which parses first, is empty for each
form. Quart keeps the body that it parsed, and gives it; of a multipart form nothing is left in either.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.post("/", data={"name": "ada"})).text


DIVERGENCE = Divergence(
    id="FD161",
    feature="request",
    cause="framework",
    severity="silent",
    impact="A view that takes the body when there is one, and else the form, takes the raw form.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            form, data = request.form, request.data
            return f"{data or dict(form)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, data = await request.form, await request.data
            return f"{data or dict(form)}"
    """,
    probe=probe,
    observations=(Observation(flask="{'name': 'ada'}", quart="b'name=ada'"),),
    remedy="Ask for the form first, or look at request.mimetype.",
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, data = await request.form, await request.data
            return f"{dict(form) or data}"
    """,
)
