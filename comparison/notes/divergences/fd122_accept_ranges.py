"""`Accept-Ranges`: Flask sends the header with each file, Quart only with a 206 response.

Werkzeug's `make_conditional`, which Flask uses, sets `Accept-Ranges: bytes` on each response for a file. Quart sets
it on 206 only. Range requests themselves work for static files and `send_from_directory`.
"""

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/static/style.css")).headers.get("Accept-Ranges"))


DIVERGENCE = Divergence(
    id="FD122",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ106",),
    harm="speed",
    impact="Download managers and caches assume that a broken download cannot be resumed.",
    affects="you send files that download managers resume, or a cache or a client reads the header `Accept-Ranges`.",
    flask="""
        from pathlib import Path

        from flask import Flask

        directory = Path(__file__).with_name("static")
        directory.mkdir(exist_ok=True)
        (directory / "style.css").write_text("body {}")
        app = Flask(__name__)
    """,
    quart="""
        from pathlib import Path

        from quart import Quart

        directory = Path(__file__).with_name("static")
        directory.mkdir(exist_ok=True)
        (directory / "style.css").write_text("body {}")
        app = Quart(__name__)
    """,
    probe=probe,
    observations=(Observation(flask="bytes", quart="None"),),
    remedy="Set the header in an after_request function.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, request

        directory = Path(__file__).with_name("static")
        directory.mkdir(exist_ok=True)
        (directory / "style.css").write_text("body {}")
        app = Quart(__name__)

        @app.after_request
        async def accept_ranges(response):
            if request.endpoint == "static":
                response.headers["Accept-Ranges"] = "bytes"
            return response
    """,
    compat="send_file_unconditional",
    detector=always("Each app with static files or `send_file`: downloads look as if they could not be resumed."),
    symptoms=(
        Symptom("header accept-ranges", "bytes", None, (*BOTH_FILES, ("candidate status", r"(?!206)[23]\d\d"))),
        Symptom("header accept-ranges", "bytes", None, (("candidate status", r"(?!206)[23]\d\d"),), certain=False),
    ),
)
