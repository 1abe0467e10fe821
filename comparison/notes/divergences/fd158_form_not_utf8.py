"""`request.form` with bytes that are not UTF-8: Flask keeps them percent-encoded, Quart replaces them by U+FFFD.

Werkzeug keeps bytes that it cannot decode as they came, percent-encoded. Quart's parser puts U+FFFD in their place.
Both keep them in the query string.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import text_form_read


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await probed.client.post("/", content=b"name=J%F6rg", headers=headers)
    return response.text


DIVERGENCE = Divergence(
    id="FD158",
    feature="request",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101", "FD050"),
    harm="data",
    impact=(
        "Text that an old page sends in Latin-1 is stored with replacement characters, and cannot be repaired later."
    ),
    affects="you read `request.form`, and clients post forms in Latin-1 or another encoding than UTF-8.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            form = request.form
            return ascii(form["name"])
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form = await request.form
            return ascii(form["name"])
    """,
    probe=probe,
    observations=(Observation(flask="'J%F6rg'", quart="'J\\ufffdrg'"),),
    remedy=(
        "Parse the body yourself, with the error handler that Werkzeug registers. Limit it to MAX_FORM_MEMORY_SIZE, "
        "as Flask does: parsing blocks the event loop. Accept no other media type."
    ),
    with_remedy="""
        from urllib.parse import parse_qsl

        from quart import Quart, abort, request
        from werkzeug.datastructures import MultiDict

        app = Quart(__name__)

        @app.post("/")
        async def save():
            if request.mimetype != "application/x-www-form-urlencoded":
                abort(415)
            body, most = await request.get_data(), app.config["MAX_FORM_MEMORY_SIZE"]
            if most is not None and len(body) > most:
                abort(413)
            try:
                form = MultiDict(parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote"))
            except ValueError:
                form = MultiDict()
            return ascii(form["name"])
    """,
    compat="form_not_utf8",
    detector=detected(text_form_read("`{name}` has U+FFFD in place of bytes that are not UTF-8: they are lost.")),
    symptoms=(
        Symptom(
            "body",
            "(?P<before>.*)%[89A-Fa-f][0-9A-Fa-f](?P<after>.*)",
            r"(?P=before)(\ufffd|\\ufffd)(?P=after)",
            where=(("request header content-type", "application/x-www-form-urlencoded.*"),),
        ),
    ),
)
