"""`request.get_data()` before a multipart form: Flask still parses the form, Quart returns an empty form.

Flask keeps the bytes that `get_data()` read, and parses them. Quart keeps them too, but its multipart parser iterates
over the body, which has nothing left. Quart parses urlencoded forms from the kept bytes.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.post("/", data={"name": "ada"}, files={"file": ("a.txt", b"abc")})
    return response.text


DIVERGENCE = Divergence(
    id="FD152",
    feature="upload",
    also=("hooks", "request"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ101",),
    harm="data",
    impact="With a hook that reads the body, for example to log it, every upload form arrives empty.",
    affects="you call `request.get_data()` in a hook or a view before you use `request.form` or `request.files`.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.before_request
        def log():
            print(f"> {len(request.get_data()) > 0}")

        @app.post("/")
        def save():
            form, files = request.form, request.files
            return f"{dict(form)} {list(files)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.before_request
        async def log():
            print(f"> {len(await request.get_data()) > 0}")

        @app.post("/")
        async def save():
            form, files = await request.form, await request.files
            return f"{dict(form)} {list(files)}"
    """,
    probe=probe,
    observations=(Observation(flask="{'name': 'ada'} ['file']", quart="{} []", quart_version=">=0.23"),),
    remedy=(
        "Read the form first, without the bytes. To check a signature, keep the bytes in ASGI middleware, at most "
        "MAX_CONTENT_LENGTH of them."
    ),
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.before_request
        async def log():
            print(f"> {len(await request.form) > 0}")

        @app.post("/")
        async def save():
            form, files = await request.form, await request.files
            return f"{dict(form)} {list(files)}"
    """,
    detector=detected(
        Shape(
            "body read before the form",
            sentence="`{name}` takes the body: a multipart form that is read later is empty.",
        )
    ),
)
