"""`send_file` with a relative path: Flask resolves it in the app's directory, Quart in the working directory.

Flask joins the path with `app.root_path`. Quart's `send_file` and `send_from_directory` open it as it is. If the
file does not exist there, `send_from_directory` answers 404, and `send_file` 500. If it does, it is sent.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import FILE_TAG, Symptom


async def probe(probed: ProbedApp) -> str:
    return await probed.get("/")


DIVERGENCE = Divergence(
    id="FD110",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ106",),
    impact="Downloads work if the server is started in the app's directory, and answer 404 or 500 otherwise.",
    affects="you call `send_file` or `send_from_directory` with a path that is not absolute.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_from_directory

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_from_directory("files", "a.txt")

        @app.errorhandler(404)
        def missing(error):
            return "missing", 404
    """,
    quart="""
        from pathlib import Path

        from quart import Quart, send_from_directory

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_from_directory("files", "a.txt")

        @app.errorhandler(404)
        async def missing(error):
            return "missing", 404
    """,
    probe=probe,
    observations=(Observation(flask="200 0123456789", quart="404 missing"),),
    remedy=(
        "Join the path with app.root_path yourself. Pass a name from the request to send_from_directory, never in a "
        "path to send_file: that sends whatever file the path leads to."
    ),
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_from_directory

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_from_directory(directory, "a.txt")
    """,
    detector=detected(
        NameUse(
            ("flask.send_file", "flask.send_from_directory"),
            where=((0, r"[fr]?[\"'](?!/|\{).*"),),
            sentence="Quart looks for this path in the working directory, not beside the app.",
        )
    ),
    symptoms=(Symptom("status", "200", "404", where=(("baseline header etag", FILE_TAG),), certain=False),),
)
