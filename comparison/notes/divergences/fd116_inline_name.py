"""`send_file` without `as_attachment`: Flask sends the file's name, Quart sends none.

Werkzeug's `send_file`, which Flask uses, sends `Content-Disposition: inline` with the name. Quart sets that header
for attachments only.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom
from ..triggers import file_sent


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Content-Disposition"))


DIVERGENCE = Divergence(
    id="FD116",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ106",),
    harm="look",
    impact="A user who saves a PDF from the browser's viewer gets a file named like the last part of the URL.",
    affects="you call `send_file` without `as_attachment=True`, and your users save what the browser opens.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(directory / "a.txt", download_name="report.txt")
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
            return await send_file(directory / "a.txt", attachment_filename="report.txt")
    """,
    probe=probe,
    observations=(Observation(flask="inline; filename=report.txt", quart="None"),),
    remedy="Set the Content-Disposition header in the view.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            response = await send_file(directory / "a.txt")
            response.headers.set("Content-Disposition", "inline", filename="report.txt")
            return response
    """,
    compat="send_file_unconditional",
    detector=detected(
        file_sent(
            "The response names no file: a browser that saves it takes the URL's name.", unless=("as_attachment",)
        )
    ),
    symptoms=(Symptom("header content-disposition", "inline; filename=.+", None, BOTH_FILES),),
)
