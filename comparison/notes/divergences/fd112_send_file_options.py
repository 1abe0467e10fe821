"""send_file names its options otherwise: download_name and max_age are errors.

Quart has kept the names that Flask changed in version 2.0: `attachment_filename`, `cache_timeout` and `add_etags`.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD112",
    feature="files",
    cause="framework",
    severity="loud",
    impact="Each download is a 500 until the options are renamed.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(folder / "a.txt", as_attachment=True, download_name="b.txt", max_age=60)
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
            return await send_file(folder / "a.txt", as_attachment=True, download_name="b.txt", max_age=60)
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy="Rename the options.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file(folder / "a.txt", as_attachment=True, attachment_filename="b.txt", cache_timeout=60)
    """,
)
