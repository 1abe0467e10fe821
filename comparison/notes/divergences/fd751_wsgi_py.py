"""`wsgi.py` without `--app`: the `flask` command finds it, the `quart` command does not.

flask looks for wsgi.py first, then for app.py. quart looks for app.py only.
"""

import contextlib
import sys
from pathlib import Path
from unittest.mock import patch

from ...inspection.detector import FileLine, Shape, detected
from ..deployment import FLASK_COMMAND
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    directory = Path(probed.module.__file__ or "").parent
    with contextlib.chdir(directory), patch("sys.path", [str(directory)]), patch.dict("sys.modules"):
        sys.modules.pop("wsgi", None)
        return f"found {probed.module.finds_wsgi()}"


DIVERGENCE = Divergence(
    id="FD751",
    feature="cli",
    also=("server",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ016", "run"),
    harm="development",
    impact="The server and the jobs do not start. Users of a running app notice nothing.",
    affects="you name the module of the app `wsgi.py`, and start commands without `--app` and without `QUART_APP`.",
    flask="""
        from pathlib import Path

        from flask import Flask
        from flask.cli import NoAppException, ScriptInfo

        app = Flask(__name__)
        (Path(__file__).parent / "wsgi.py").write_text(f"from {__name__} import app")

        def finds_wsgi():
            try:
                return ScriptInfo().load_app() is app
            except NoAppException:
                return False
    """,
    quart="""
        from pathlib import Path

        from quart import Quart
        from quart.cli import NoAppException, ScriptInfo

        app = Quart(__name__)
        (Path(__file__).parent / "wsgi.py").write_text(f"from {__name__} import app")

        def finds_wsgi():
            try:
                return ScriptInfo().load_app() is app
            except NoAppException:
                return False
    """,
    probe=probe,
    observations=(Observation(flask="found True", quart="found False"),),
    remedy="Name the module: quart --app wsgi, or QUART_APP=wsgi.",
    with_remedy="""
        from pathlib import Path

        from quart import Quart
        from quart.cli import NoAppException, ScriptInfo

        app = Quart(__name__)
        (Path(__file__).parent / "wsgi.py").write_text(f"from {__name__} import app")

        def finds_wsgi():
            try:
                return ScriptInfo(app_import_path="wsgi").load_app() is app
            except NoAppException:
                return False
    """,
    detector=detected(
        Shape("wsgi module", sentence="The command `quart` does not look for this file."),
        FileLine(
            FLASK_COMMAND,
            sentence="The command `flask` finds no Quart app.",
        ),
        example="web: flask run",
        file="Procfile",
    ),
)
