"""`send_file` with `download_name` or `max_age`: Flask takes these options, Quart raises TypeError.

Quart has kept the names that Flask changed in version 2.0: `attachment_filename`, `cache_timeout` and `add_etags`.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


DIVERGENCE = Divergence(
    id="FD112",
    feature="files",
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ106",),
    impact="Each download answers 500 until the options are renamed.",
    affects=(
        "you call `send_file` or `send_from_directory` with `download_name`, `max_age` or `etag`, their names since "
        "Flask 2.0."
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
            path = directory / "a.txt"
            return send_file(path, as_attachment=True, download_name="b.txt", max_age=60)
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
            path = directory / "a.txt"
            return await send_file(path, as_attachment=True, download_name="b.txt", max_age=60)
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy="Rename download_name to attachment_filename, max_age to cache_timeout, and etag to add_etags.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart, send_file

        directory = Path(__file__).with_name("files")
        directory.mkdir(exist_ok=True)
        (directory / "a.txt").write_text("0123456789")
        app = Quart(__name__)

        @app.get("/")
        async def file():
            path = directory / "a.txt"
            return await send_file(path, as_attachment=True, attachment_filename="b.txt", cache_timeout=60)
    """,
    detector=detected(
        NameUse(
            ("flask.send_file", "flask.send_from_directory"),
            only_with=("download_name", "etag", "max_age"),
            left=True,
            sentence="Quart's `{name}` has no such option: TypeError.",
        )
    ),
    symptoms=(
        error_symptom(
            r"TypeError\(\"send_(file|from_directory)\(\) got an unexpected keyword argument"
            r" '(path_or_file|path|download_name|etag|max_age)'.*"
        ),
    ),
)
