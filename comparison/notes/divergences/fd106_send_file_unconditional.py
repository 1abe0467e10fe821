"""`send_file` with Range or If-None-Match: Flask answers 206 or 304, Quart sends the whole file.

The parameter `conditional` is True by default in Flask, and False in Quart. For `send_from_directory` it is True in
both.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, FILE_TAG, Symptom


async def probe(probed: ProbedApp) -> str:
    part = await probed.client.get("/", headers={"Range": "bytes=0-3"})
    etag = (await probed.client.get("/")).headers["ETag"]
    reloaded = await probed.client.get("/", headers={"If-None-Match": etag})
    return f"{part.status_code} {part.text}, {reloaded.status_code}"


DIVERGENCE = Divergence(
    id="FD106",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ106", "FD150"),
    harm="speed",
    impact="A broken download starts again from its beginning, and each reload transfers the whole file.",
    affects="you call `send_file` without `conditional=True` for downloads that clients resume, seek in or load again.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(directory / "a.txt")
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
            return await send_file(directory / "a.txt")
    """,
    probe=probe,
    observations=(Observation(flask="206 0123, 304", quart="200 0123456789, 200"),),
    remedy="Pass conditional=True.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            return await send_file(directory / "a.txt", conditional=True)
    """,
    compat="send_file_unconditional",
    upstream="pallets/quart#349",
    detector=detected(
        NameUse(
            ("flask.send_file",),
            unless=("conditional",),
            sentence="Without `conditional=True` a request for a part, or for what is cached, gets the whole file.",
        )
    ),
    symptoms=(
        Symptom("status", "206", "200", (*BOTH_FILES, ("request header range", "bytes=.+"))),
        Symptom(
            "status",
            "304",
            "200",
            where=(
                ("baseline header etag", FILE_TAG),
                ("candidate header etag", f"(?P<tag>{FILE_TAG})"),
                ("candidate request header if-none-match", ".*(?P=tag).*"),
            ),
        ),
    ),
)
