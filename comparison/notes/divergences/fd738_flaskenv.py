"""`.flaskenv`: the `flask` command reads it, the `quart` command reads `.quartenv` instead.

Both read `.env` too. They need python-dotenv for that; without it they only say that there is such a file.
"""

import contextlib
import importlib
import io
import os
from pathlib import Path

from ...inspection.detector import FileLine, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    cli = importlib.import_module(f"{probed.framework}.cli")
    directory = Path(probed.module.__file__ or "").parent
    (directory / probed.module.FILE).write_text("OF_THE_NOTE=1\n", encoding="utf-8")
    printed = io.StringIO()
    with contextlib.chdir(directory), contextlib.redirect_stderr(printed):
        cli.load_dotenv()
    is_read = bool(os.environ.pop("OF_THE_NOTE", "")) or "python-dotenv" in printed.getvalue()
    return "read" if is_read else "not read"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    FILE = ".flaskenv"
"""

DIVERGENCE = Divergence(
    id="FD738",
    feature="cli",
    also=("config",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ701", "run"),
    harm="development",
    impact="The command starts without the settings of the file: another app or port, or no app at all.",
    affects="you have a `.flaskenv` in the project.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="read", quart="not read"),),
    remedy="Rename the file to `.quartenv`, and `FLASK_` in it to `QUART_` (FD704).",
    detector=detected(
        FileLine(
            r"^\s*(export\s+)?\w+\s*=",
            file=".flaskenv",
            sentence="The `quart` command does not read this file: it reads `.quartenv`.",
        ),
        example="FLASK_APP=shop",
        file=".flaskenv",
    ),
    with_remedy=QUART.replace(".flaskenv", ".quartenv"),
)
