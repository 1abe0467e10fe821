"""Static files and `send_file`: Flask sends `no-cache`, Quart lets caches keep them for twelve hours.

SEND_FILE_MAX_AGE_DEFAULT is None in Flask, which then sends `no-cache`. In Quart it is twelve hours. With None Quart
still sends `public`, without an age: browsers then guess an age.
"""

from ...inspection.detector import SettingUse, always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/static/style.css")).headers["Cache-Control"]


DIVERGENCE = Divergence(
    id="FD102",
    feature="files",
    also=("config", "proxy"),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ106",),
    impact="After a deployment, browsers and shared caches use the old scripts and styles for up to twelve hours.",
    affects=(
        "you serve static files or call `send_file`, and have not set `SEND_FILE_MAX_AGE_DEFAULT`: nearly every app."
    ),
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
    observations=(Observation(flask="no-cache", quart="public, max-age=43200"),),
    remedy=(
        "Set SEND_FILE_MAX_AGE_DEFAULT to None, and replace a bare `public` in an after_request function. Do so for "
        "everything that send_file sends: a shared cache may keep a `public` response, even a file behind a login."
    ),
    with_remedy="""
        from pathlib import Path

        from quart import Quart

        directory = Path(__file__).with_name("static")
        directory.mkdir(exist_ok=True)
        (directory / "style.css").write_text("body {}")
        app = Quart(__name__)
        app.config["SEND_FILE_MAX_AGE_DEFAULT"] = None

        @app.after_request
        async def no_cache(response):
            if response.headers.get("Cache-Control") == "public":
                response.headers["Cache-Control"] = "no-cache"
            return response
    """,
    compat="send_file_unconditional",
    detector=always(
        "Each app with static files or `send_file` and without SEND_FILE_MAX_AGE_DEFAULT: caches keep them 12 hours.",
        unless=(SettingUse(("SEND_FILE_MAX_AGE_DEFAULT",)),),
    ),
    symptoms=(
        Symptom("header cache-control", "no-cache", r"public(, max-age=43200)?", BOTH_FILES),
        Symptom("header cache-control", "no-cache", r"public(, max-age=43200)?", certain=False),
        Symptom(
            "header expires", None, ".+", (*BOTH_FILES, ("candidate header cache-control", "public, max-age=43200"))
        ),
    ),
)
