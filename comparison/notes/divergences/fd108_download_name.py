"""`send_file` with a name that is not ASCII: Flask encodes it as in RFC 5987, Quart sends raw UTF-8.

Werkzeug's `send_file`, which Flask uses, sends the name twice: an ASCII one, and `filename*` as in RFC 5987. Quart
puts the plain name into the header, and encodes its headers as UTF-8.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return next(value for name, value in response.headers.raw if name.lower() == b"content-disposition").decode()


DIVERGENCE = Divergence(
    id="FD108",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ106",),
    harm="look",
    impact="Programs that read headers as Latin-1 save the file under a garbled name.",
    affects=(
        "you call `send_file` with `download_name`, or as an attachment, and the name has characters outside ASCII."
    ),
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(directory / "a.txt", as_attachment=True, download_name="\\u00e9.txt")
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
            return await send_file(directory / "a.txt", as_attachment=True, attachment_filename="\\u00e9.txt")
    """,
    probe=probe,
    observations=(
        Observation(
            flask="attachment; filename=e.txt; filename*=UTF-8''%C3%A9.txt", quart='attachment; filename="é.txt"'
        ),
    ),
    remedy=(
        "Write the header in the view, with an ASCII name and `filename*`. Let `headers.set` quote the first. Quote "
        "the second with no safe character: otherwise a name from an upload could add parameters."
    ),
    with_remedy="""
        from pathlib import Path
        from unicodedata import normalize
        from urllib.parse import quote

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            name = "\\u00e9.txt"
            ascii_name = normalize("NFKD", name).encode("ascii", "ignore").decode()
            names = {"filename": ascii_name, "filename*": "UTF-8''" + quote(name, safe="")}
            response = await send_file(directory / "a.txt")
            response.headers.set("Content-Disposition", "attachment", **names)
            return response
    """,
    compat="send_file_unconditional",
    detector=detected(
        NameUse(
            ("flask.send_file", "flask.send_from_directory"),
            only_with=("as_attachment", "attachment_filename", "download_name"),
            sentence="A name beyond ASCII is sent as raw UTF-8: some clients show other characters.",
        )
    ),
    symptoms=(
        Symptom(
            "header content-disposition",
            "attachment; filename=.*; filename\\*=UTF-8''(?P<value>.+)",
            'attachment; filename="?(?P<value>[^"]+)"?',
            equal_after="decoding",
        ),
    ),
)
