"""A part's headers may be as long as the whole body, and stop everybody while they are parsed.

Werkzeug gives its parser MAX_FORM_MEMORY_SIZE for what it cannot tell yet to which part it belongs; Quart gives it
MAX_CONTENT_LENGTH, and parses on the event loop: 16 MiB of semicolons in one header took five seconds (measured).
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

HEAD = '--note\r\nContent-Disposition: form-data; name="name"\r\nX-Long: '
TAIL = "\r\n\r\nada\r\n--note--\r\n"


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    response = await probed.client.post("/", content=f"{HEAD}{'x' * 5000}{TAIL}".encode(), headers=headers)
    return f"{response.status_code} {response.text if response.status_code == 200 else ''}".strip()


DIVERGENCE = Divergence(
    id="FD165",
    feature="request",
    cause="framework",
    severity="silent",
    harm="availability",
    impact="One request of a stranger, within the limit, keeps every other user waiting for seconds.",
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
    remedy="Give the app a request class whose form parser has the smaller limit, as compat/forms.py does.",
    compat="forms",
)
