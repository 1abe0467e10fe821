"""A 304 keeps the type of the page, and a 416 does not say how long the file is.

Quart's make_conditional is its own. It leaves Content-Type on a 304, where Flask removes what describes a body,
adds no Date, and raises 416 without the length that Flask puts into Content-Range.
"""

import httpx2

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    tag = (await probed.client.get("/")).headers["ETag"]
    same = await probed.client.get("/", headers={"If-None-Match": tag})
    beyond = await probed.client.get("/", headers={"Range": "bytes=20-"})
    return f"{same.status_code} {same.headers.get('Content-Type')}, {beyond.status_code} {length(beyond)}"


def length(response: httpx2.Response) -> str | None:
    return response.headers.get("Content-Range")


DIVERGENCE = Divergence(
    id="FD157",
    feature="files",
    cause="framework",
    severity="cosmetic",
    harm="look",
    impact=("Nobody, mostly; a client that resumes a download at the wrong place does not learn the right one."),
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
    observations=(Observation(flask="304 None, 416 bytes */10", quart="304 text/plain; charset=utf-8, 416 None"),),
    remedy="Make the answer with Werkzeug's send_file.",
    compat="send_file_unconditional",
)
