"""`send_file` with an open file: Flask sends it, Quart raises TypeError.

Flask takes any binary file object. Quart takes a path or a BytesIO, and makes a Path of anything else, which raises
TypeError.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD120",
    feature="files",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ106",),
    impact="Each download from a file object, such as a temporary file or an open archive, answers 500.",
    affects="you call `send_file` with an open file, a temporary file or any file object other than `BytesIO`.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file((directory / "a.txt").open("rb"), mimetype="text/plain")
    """,
    quart="""
        from pathlib import Path

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file((directory / "a.txt").open("rb"), mimetype="text/plain")
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy="Pass the path, or read a file of a known, small size into a BytesIO.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file(directory / "a.txt")
    """,
    detector=detected(Shape("sent open file", sentence="Quart sends no open file but a `BytesIO`: TypeError.")),
    symptoms=(
        error_symptom(
            r"TypeError\(.*os\.PathLike object.* not '?Buffered\w+'?.\)",
            where=(("baseline header accept-ranges", "bytes"),),
            certain=False,
        ),
    ),
)
