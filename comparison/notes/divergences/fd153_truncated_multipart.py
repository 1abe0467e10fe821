"""`request.form` of a multipart body that ends too early: Flask's is empty, Quart's has the fields that arrived.

Werkzeug tells its parser that the body has ended. The parser raises for the missing boundary, and Flask returns an
empty form. Quart's loop just ends with the body: every part that was complete by then is in the form.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import files_read

FIELD = '--note\r\nContent-Disposition: form-data; name="name"\r\n\r\nada\r\n'
FILE = '--note\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of the fi'


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    response = await probed.client.post("/", content=(FIELD + FILE).encode(), headers=headers)
    return response.text


DIVERGENCE = Divergence(
    id="FD153",
    feature="upload",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101",),
    harm="data",
    impact="A view saves half a form without an error: the fields are there, the file is not.",
    affects=(
        "you handle `request.form` of multipart bodies without checking that every field and file that you need is "
        "there."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            form, files = request.form, request.files
            return f"{dict(form)} {list(files)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, files = await request.form, await request.files
            return f"{dict(form)} {list(files)}"
    """,
    probe=probe,
    observations=(Observation(flask="{} []", quart="{'name': 'ada'} []"),),
    remedy="Check in the view that every field and file that it needs is there.",
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            form, files = await request.form, await request.files
            if "file" not in files:
                form = files = {}
            return f"{dict(form)} {list(files)}"
    """,
    compat="truncated_multipart",
    detector=detected(
        files_read("`{name}` of a body that ends too early is empty, while the form has the fields that arrived.")
    ),
    symptoms=(
        Symptom(
            "body|status",
            ".*",
            ".*",
            where=(("request header content-type", "multipart/.*"), ("request body", r".*(?<!--)(?<!--\r\n)")),
            certain=False,
        ),
    ),
)
