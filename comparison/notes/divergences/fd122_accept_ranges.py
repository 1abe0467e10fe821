"""A file is sent without Accept-Ranges.

Werkzeug's make_conditional, which Flask uses, sets the header on each response for a file (`Accept-Ranges: bytes`);
Quart sets it on 206 alone. Ranges themselves work for static files and send_from_directory.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/static/style.css")).headers.get("Accept-Ranges"))


DIVERGENCE = Divergence(
    id="FD122",
    feature="files",
    cause="framework",
    severity="silent",
    harm="speed",
    impact="Download managers and caches assume that a broken download can't be resumed.",
    flask="""
        from pathlib import Path

        from flask import Flask

        folder = Path(__file__).with_name("static")
        folder.mkdir(exist_ok=True)
        (folder / "style.css").write_text("body {}")
        app = Flask(__name__)
    """,
    quart="""
        from pathlib import Path

        from quart import Quart

        folder = Path(__file__).with_name("static")
        folder.mkdir(exist_ok=True)
        (folder / "style.css").write_text("body {}")
        app = Quart(__name__)
    """,
    probe=probe,
    observations=(Observation(flask="bytes", quart="None"),),
    remedy="Set the header in an after_request function.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, request

        folder = Path(__file__).with_name("static")
        folder.mkdir(exist_ok=True)
        (folder / "style.css").write_text("body {}")
        app = Quart(__name__)

        @app.after_request
        async def accept_ranges(response):
            if request.endpoint == "static":
                response.headers["Accept-Ranges"] = "bytes"
            return response
    """,
    compat="send_file_unconditional",
)
