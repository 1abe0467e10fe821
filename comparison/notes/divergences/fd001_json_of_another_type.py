"""`request.get_json` without a JSON Content-Type: Flask answers 415, Quart returns None.

Quart's `Request.get_json` returns None when the Content-Type is missing or is not JSON. Flask raises 415. A JSON
`null` also gives None, so the view cannot tell the two apart. With `silent=True` or `force=True` both frameworks do
the same.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import gap_uses

_REFUSED = "Did not attempt to load JSON data because the request Content-Type was not"


async def probe(probed: ProbedApp) -> str:
    answers = []
    for headers in ({"Content-Type": "text/plain"}, {}):
        response = await probed.client.post("/", content=b'{"name": "Ada"}', headers=headers)
        answers.append(f"{response.status_code} {response.text}" if response.is_success else str(response.status_code))
    return ", ".join(answers)


QUART = """
    from quart import Quart, abort, request

    app = Quart(__name__)

    @app.post("/")
    async def save():
        data = await request.get_json()
        return f"saved {data}"
"""

DIVERGENCE = Divergence(
    id="FD001",
    feature="json",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ008",),
    harm="data",
    impact=(
        "`get_json` returns None if a client forgets the Content-Type: the client gets a success, and the app stores "
        "None instead of its data."
    ),
    affects=(
        "you call `request.get_json()` or read `request.json` without `silent=True`, and rely on the 415 for a "
        "wrong Content-Type."
    ),
    flask="""
        from flask import Flask, abort, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            data = request.get_json()
            return f"saved {data}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="415, 415", quart="200 saved None, 200 saved None"),),
    remedy="Add `if not request.is_json: abort(415)` before the call.",
    with_remedy=QUART.replace("        data", "        if not request.is_json:\n            abort(415)\n        data"),
    detector=detected(*gap_uses("FD001", "`{name}` is None if the client sends another Content-Type, and no 415.")),
    symptoms=(
        Symptom("status", "415", r"[23]\d\d", where=(("baseline body", f".*{_REFUSED}.*"),)),
        Symptom("status", "415", r"[23]\d\d", where=(("baseline error", rf"UnsupportedMediaType\(.*{_REFUSED}.*"),)),
    ),
)
