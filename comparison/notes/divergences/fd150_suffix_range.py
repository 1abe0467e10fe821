"""The last bytes of a file cannot be asked for.

Quart takes the negative begin of a range such as bytes=-3 for a place in the file, and Werkzeug refuses to make a
Content-Range header of it: AssertionError. bytes=5- works.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", headers={"Range": "bytes=-3"})
    return f"{response.status_code} {response.text[:3]}"


DIVERGENCE = Divergence(
    id="FD150",
    feature="files",
    cause="framework",
    severity="loud",
    impact="Media players and PDF viewers that read the end of a file first get an error page.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_from_directory

        app = Flask(__name__)
        folder = Path(__file__).parent
        (folder / "digits.txt").write_text("0123456789")

        @app.get("/")
        def index():
            return send_from_directory(folder, "digits.txt")
    """,
    quart="""
        from pathlib import Path

        from quart import Quart, send_from_directory

        app = Quart(__name__)
        folder = Path(__file__).parent
        (folder / "digits.txt").write_text("0123456789")

        @app.get("/")
        async def index():
            return await send_from_directory(folder, "digits.txt")
    """,
    probe=probe,
    observations=(Observation(flask="206 789", quart="500 <!d"),),
    remedy="Make the answer with Werkzeug's send_file, which decides the range.",
    compat="send_file_unconditional",
)
