"""`send_file` with a compressed file: Flask sends `Content-Encoding`, Quart does not.

Both guess the type from the name. For a.csv.gz the guess is text/csv, compressed with gzip. Flask sends both parts of
the guess, Quart only the first. Quart sends its static files in the same way.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"{response.headers['Content-Type']} {response.headers.get('Content-Encoding')}"


DIVERGENCE = Divergence(
    id="FD155",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ106",),
    impact="Browsers show compressed bytes as text, and an .svgz image does not appear.",
    affects="you send compressed files, such as `.csv.gz` or `.svgz`, with `send_file` or from the static directory.",
    flask="""
        import gzip
        from pathlib import Path

        from flask import Flask, send_from_directory

        app = Flask(__name__)
        directory = Path(__file__).parent
        (directory / "a.csv.gz").write_bytes(gzip.compress(b"1,2"))

        @app.get("/")
        def index():
            return send_from_directory(directory, "a.csv.gz")
    """,
    quart="""
        import gzip
        from pathlib import Path

        from quart import Quart, send_from_directory

        app = Quart(__name__)
        directory = Path(__file__).parent
        (directory / "a.csv.gz").write_bytes(gzip.compress(b"1,2"))

        @app.get("/")
        async def index():
            return await send_from_directory(directory, "a.csv.gz")
    """,
    probe=probe,
    observations=(Observation(flask="text/csv; charset=utf-8 gzip", quart="text/csv; charset=utf-8 None"),),
    remedy="Set the Content-Encoding header on the response.",
    with_remedy="""
        import gzip
        from mimetypes import guess_type
        from pathlib import Path

        from quart import Quart, send_from_directory

        app = Quart(__name__)
        directory = Path(__file__).parent
        (directory / "a.csv.gz").write_bytes(gzip.compress(b"1,2"))

        @app.get("/")
        async def index():
            response = await send_from_directory(directory, "a.csv.gz")
            response.content_encoding = guess_type("a.csv.gz")[1]
            return response
    """,
    compat="send_file_unconditional",
    detector=detected(
        NameUse(
            ("flask.send_from_directory",),
            where=((1, r".*\.(br|bz2|gz|svgz|xz|Z)[\"']"),),
            sentence="This file is sent without Content-Encoding: the browser shows or stores its compressed bytes.",
        ),
        NameUse(
            ("flask.send_file",),
            where=((0, r".*\.(br|bz2|gz|svgz|xz|Z)[\"']\)?"),),
            sentence="This file is sent without Content-Encoding: the browser shows or stores its compressed bytes.",
        ),
    ),
    symptoms=(
        Symptom(
            "header content-encoding",
            ".+",
            None,
            where=(*BOTH_FILES, ("baseline header content-disposition", r".*filename=.*\.(gz|bz2|xz|br|Z)")),
        ),
    ),
)
