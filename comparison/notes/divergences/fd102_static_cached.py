"""Static files, and all that send_file sends, are cached for twelve hours.

SEND_FILE_MAX_AGE_DEFAULT is twelve hours in Quart and None in Flask, which then says `no-cache`. With None Quart
still says `public`, without an age: browsers then guess one.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/static/style.css")).headers["Cache-Control"]


DIVERGENCE = Divergence(
    id="FD102",
    feature="files",
    cause="framework",
    severity="silent",
    impact="After a deployment, browsers and shared caches go on with the old scripts and styles for half a day.",
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
    observations=(Observation(flask="no-cache", quart="public, max-age=43200"),),
    remedy=(
        "Set SEND_FILE_MAX_AGE_DEFAULT to None, and replace a bare `public` in an after_request function: for all "
        "that send_file sends, since a shared cache may keep what is `public`, also a file behind a login."
    ),
    with_remedy="""
        from pathlib import Path

        from quart import Quart

        folder = Path(__file__).with_name("static")
        folder.mkdir(exist_ok=True)
        (folder / "style.css").write_text("body {}")
        app = Quart(__name__)
        app.config["SEND_FILE_MAX_AGE_DEFAULT"] = None

        @app.after_request
        async def no_cache(response):
            if response.headers.get("Cache-Control") == "public":
                response.headers["Cache-Control"] = "no-cache"
            return response
    """,
    compat="send_file_unconditional",
)
