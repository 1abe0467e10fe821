"""`flask run --debugger`, `--with-threads` and `--extra-files`: Flask has these options, `quart run` does not.

Quart lacks --exclude-patterns too. An unknown option ends the command with status 2.
"""

import importlib

from ...inspection.detector import FileLine, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    run = importlib.import_module(f"{probed.framework}.cli").run_command
    options = {name for option in run.params for name in (*option.opts, *option.secondary_opts)}
    return " ".join(sorted(options & {"--host", "--debugger", "--without-threads", "--extra-files"}))


DIVERGENCE = Divergence(
    id="FD736",
    feature="cli",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ016", "run"),
    harm="development",
    impact="Scripts that start a development server stop with a usage message.",
    affects=(
        "you start a development server with `flask run` and `--debugger`, `--with-threads`, `--extra-files` or "
        "`--exclude-patterns`."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    observations=(Observation(flask="--debugger --extra-files --host --without-threads", quart="--host"),),
    remedy="Remove the options. For more options, run hypercorn with a config.",
    remedy_not_run="The options are those of the command: no app can add them. Your own start script proves it.",
    detector=detected(
        FileLine(
            r"(?:flask|quart)\s.*\brun\b.*--(?:debugger|with-threads|extra-files|exclude-patterns)",
            sentence="`quart run` has no such option: it ends with status 2.",
        ),
        example="web: flask run --debugger",
        file="Procfile",
    ),
)
