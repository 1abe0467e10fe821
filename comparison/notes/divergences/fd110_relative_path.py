"""A relative path is taken from the working directory, and not from the app's folder.

Flask joins the path with `app.root_path`; Quart's send_file and send_from_directory open it as it is.
send_from_directory answers 404 when the folder is not there, and with whatever has that name when it is.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get("/")


DIVERGENCE = Divergence(
    id="FD110",
    feature="files",
    cause="framework",
    severity="silent",
    impact="Downloads work where the server is started in the app's folder, and are 404 elsewhere.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_from_directory

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
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

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
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
        "Join the path with app.root_path yourself. A name from the request goes to send_from_directory, never "
        "into a path for send_file: that sends whatever file the path leads to."
    ),
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_from_directory

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_from_directory(folder, "a.txt")
    """,
)
