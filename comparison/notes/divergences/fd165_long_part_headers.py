"""Headers of a multipart part: Flask limits them to `MAX_FORM_MEMORY_SIZE`, Quart to `MAX_CONTENT_LENGTH`.

Werkzeug lets its parser keep MAX_FORM_MEMORY_SIZE bytes that it cannot assign to a part yet. Quart lets it keep
MAX_CONTENT_LENGTH, and parses on the event loop: 16 MiB of semicolons in one header took five seconds (measured).
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom

HEAD = '--note\r\nContent-Disposition: form-data; name="name"\r\nX-Long: '
TAIL = "\r\n\r\nada\r\n--note--\r\n"


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    response = await probed.client.post("/", content=f"{HEAD}{'x' * 5000}{TAIL}".encode(), headers=headers)
    return f"{response.status_code} {response.text if response.status_code == 200 else ''}".strip()


DIVERGENCE = Divergence(
    id="FD165",
    feature="request",
    also=("upload",),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    harm="availability",
    impact="One request from anybody, within the limit, keeps every other user waiting for seconds.",
    affects="you read `request.form` or `request.files` anywhere, and have not set a small `MAX_CONTENT_LENGTH`.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["MAX_FORM_MEMORY_SIZE"] = 1000

        @app.post("/")
        def save():
            form = request.form
            return f"name: {form.get('name')}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)
        app.config["MAX_FORM_MEMORY_SIZE"] = 1000

        @app.post("/")
        async def save():
            form = await request.form
            return f"name: {form.get('name')}"
    """,
    probe=probe,
    observations=(Observation(flask="413", quart="200 name: ada"),),
    remedy="Give the app a request class whose form parser has the smaller limit, as compat/long_part_headers.py does.",
    compat="long_part_headers",
    symptoms=(
        Symptom("status", "413", r"[23]\d\d", (("request header content-type", "multipart/.*"),), certain=False),
    ),
)
