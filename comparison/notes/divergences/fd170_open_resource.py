"""`open_resource`: Flask returns a file and takes an encoding, Quart's must be awaited and takes none.

`open_instance_resource` differs in the same way. Quart returns a file of aiofiles: each read is awaited too, and the
file needs `async with`. No rule rewrites these calls. Flask reads text as UTF-8, or in the encoding that you pass.
Quart uses the locale's encoding.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom

_NAMES = tuple(
    f"flask.{owner}().{name}"
    for owner in ("Blueprint", "Flask")
    for name in ("open_resource", "open_instance_resource")
)


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


DIVERGENCE = Divergence(
    id="FD170",
    feature="files",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ012",),
    impact="Pages that read a file of the app answer 500.",
    affects="you call `app.open_resource` or `open_instance_resource`, for example to read a schema for a database.",
    flask="""
        from pathlib import Path

        from flask import Flask

        Path(__file__).with_name("menu.txt").write_text("Käse", encoding="latin-1")
        app = Flask(__name__)

        @app.get("/")
        def menu():
            with app.open_resource("menu.txt", "r", encoding="latin-1") as file:
                return file.read()
    """,
    quart="""
        from pathlib import Path

        from quart import Quart

        Path(__file__).with_name("menu.txt").write_text("Käse", encoding="latin-1")
        app = Quart(__name__)

        @app.get("/")
        async def menu():
            async with await app.open_resource("menu.txt", "r", encoding="latin-1") as file:
                return await file.read()
    """,
    probe=probe,
    observations=(Observation(flask="200 Käse", quart="500"),),
    remedy="Open the file as bytes, and decode them.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart

        Path(__file__).with_name("menu.txt").write_text("Käse", encoding="latin-1")
        app = Quart(__name__)

        @app.get("/")
        async def menu():
            async with await app.open_resource("menu.txt", "rb") as file:
                return (await file.read()).decode("latin-1")
    """,
    detector=detected(
        NameUse(
            _NAMES, left=True, sentence="`{name}` must be awaited, gives a file of aiofiles, and takes no encoding."
        ),
        NameUse(_NAMES, where=((1, r"[\"']rt?[\"']"),), sentence="Quart reads this text in the locale's encoding."),
    ),
    symptoms=(
        error_symptom(
            r"TypeError\(\"Quart\.open_(instance_)?resource\(\) got an unexpected keyword argument 'encoding'\"\)"
        ),
    ),
)
