"""The name of a download that is not ASCII is sent as raw UTF-8.

Werkzeug's send_file, which Flask uses, sends the name twice: an ASCII one, and `filename*` as in RFC 5987. Quart
gives the plain name to the header, and its headers are UTF-8.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return next(value for name, value in response.headers.raw if name.lower() == b"content-disposition").decode()


DIVERGENCE = Divergence(
    id="FD108",
    feature="files",
    cause="framework",
    severity="silent",
    harm="look",
    impact="Programs that read headers as Latin-1 save the file under a garbled name.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(folder / "a.txt", as_attachment=True, download_name="\\u00e9.txt")
    """,
    quart="""
        from pathlib import Path

        from quart import Quart, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file(folder / "a.txt", as_attachment=True, attachment_filename="\\u00e9.txt")
    """,
    probe=probe,
    observations=(
        Observation(
            flask="attachment; filename=e.txt; filename*=UTF-8''%C3%A9.txt", quart='attachment; filename="é.txt"'
        ),
    ),
    remedy=(
        "Write the header in the view, with an ASCII name and `filename*`. Let `headers.set` quote the first, and "
        "quote the second with no safe character: a name from an upload could add parameters."
    ),
    with_remedy="""
        from pathlib import Path
        from unicodedata import normalize
        from urllib.parse import quote

        from quart import Quart, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            name = "\\u00e9.txt"
            plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
            names = {"filename": plain, "filename*": "UTF-8''" + quote(name, safe="")}
            response = await send_file(folder / "a.txt")
            response.headers.set("Content-Disposition", "attachment", **names)
            return response
    """,
    compat="send_file_unconditional",
)
