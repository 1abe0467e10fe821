"""`request.files` with an oversized body that is not a form: Flask answers 413, Quart does not check the size.

Flask makes the stream before it looks at the media type, and making it raises 413. Quart's parser looks at the media
type and the boundary first. Without them it does not touch the body.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import files_read


async def probe(probed: ProbedApp) -> str:
    return ", ".join([await _answer(probed, content_type) for content_type in ("text/plain", "multipart/form-data")])


async def _answer(probed: ProbedApp, content_type: str) -> str:
    response = await probed.client.post("/", content=b"x" * 101, headers={"Content-Type": content_type})
    return f"{response.status_code} {response.text if response.status_code == 200 else ''}".strip()


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 100

    @app.post("/")
    async def save():
        files = await request.files
        return f"{len(files)} files"
"""
DIVERGENCE = Divergence(
    id="FD164",
    feature="upload",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101", "FD107"),
    harm="result",
    impact='An oversized body with the wrong Content-Type gets "no file" instead of 413.',
    affects=(
        "you read `request.files` or `request.form`, and rely on 413 for a body whose Content-Type is no form, "
        "or lacks its boundary."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 100

        @app.post("/")
        def save():
            files = request.files
            return f"{len(files)} files"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="413, 413", quart="200 0 files, 200 0 files"),),
    remedy=(
        "Compare request.content_length with the limit first. A body without a length passes: the remedy of FD101 "
        "counts it."
    ),
    with_remedy=QUART.replace("from quart import", "from quart import abort,").replace(
        "        files =", "        if (request.content_length or 0) > 100:\n            abort(413)\n        files ="
    ),
    compat="too_long_but_no_form",
    detector=detected(files_read("`{name}` does not check the size of a body that is no form.")),
    symptoms=(
        Symptom(
            "status",
            "413",
            r"[23]\d\d",
            where=(("request header content-type", r"(?!multipart/.*boundary=|application/x-www-form-urlencoded).*"),),
            certain=False,
        ),
    ),
)
