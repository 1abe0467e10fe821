"""Quart's send_file takes no notice of Range and If-None-Match.

Its parameter `conditional` is False by default, in Flask True; it is True for send_from_directory in both.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    part = await probed.client.get("/", headers={"Range": "bytes=0-3"})
    etag = (await probed.client.get("/")).headers["ETag"]
    again = await probed.client.get("/", headers={"If-None-Match": etag})
    return f"{part.status_code} {part.text}, {again.status_code}"


DIVERGENCE = Divergence(
    id="FD106",
    feature="files",
    cause="framework",
    severity="silent",
    harm="speed",
    impact="A broken download starts again at its beginning, and each reload transfers the whole file.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(folder / "a.txt")
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
            return await send_file(folder / "a.txt")
    """,
    probe=probe,
    observations=(Observation(flask="206 0123, 304", quart="200 0123456789, 200"),),
    remedy="Pass conditional=True.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        folder = Path(__file__).with_name("files")
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file(folder / "a.txt", conditional=True)
    """,
    compat="send_file_unconditional",
    upstream="pallets/quart#349",
)
