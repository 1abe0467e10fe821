"""`Range: bytes=-3`, the last bytes of a file: Flask sends them, Quart answers 500.

Quart takes the negative start of the range for a position in the file. Werkzeug refuses to make a Content-Range
header of it, with AssertionError. `bytes=5-` works.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", headers={"Range": "bytes=-3"})
    return f"{response.status_code} {response.text[:3]}"


DIVERGENCE = Divergence(
    id="FD150",
    feature="files",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    impact="Media players and PDF viewers that read the end of a file first get an error page.",
    affects=(
        "you send files that media players or PDF viewers read from the end, with `send_file`, "
        "`send_from_directory` or as static files."
    ),
    flask="""
        from pathlib import Path

        from flask import Flask, send_from_directory

        app = Flask(__name__)
        directory = Path(__file__).parent
        (directory / "digits.txt").write_text("0123456789")

        @app.get("/")
        def index():
            return send_from_directory(directory, "digits.txt")
    """,
    quart="""
        from pathlib import Path

        from quart import Quart, send_from_directory

        app = Quart(__name__)
        directory = Path(__file__).parent
        (directory / "digits.txt").write_text("0123456789")

        @app.get("/")
        async def index():
            return await send_from_directory(directory, "digits.txt")
    """,
    probe=probe,
    observations=(Observation(flask="206 789", quart="500 <!d"),),
    remedy="Make the response with Werkzeug's send_file, which evaluates the range.",
    compat="send_file_unconditional",
    symptoms=(
        error_symptom(r"AssertionError\('Bad range provided'\)", "206", (("request header range", r"bytes=-\d+"),)),
    ),
)
