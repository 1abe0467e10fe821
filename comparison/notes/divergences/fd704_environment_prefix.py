"""`FLASK_…` environment variables: Flask reads them, Quart ignores them without a warning.

The prefix is QUART_, for `from_prefixed_env` and for the options of the command line (FLASK_APP, FLASK_RUN_PORT).
FLASK_DEBUG is the exception: the part of Flask that Quart is built on reads it when the app is made. So an app on a
server such as hypercorn obeys FLASK_DEBUG, and not QUART_DEBUG.
"""

from ...inspection.detector import FileLine, NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD704",
    feature="config",
    also=("cli", "session"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ701",),
    harm="security",
    impact="A deployment that keeps its environment has the defaults: no secret key, a limit of 16 MiB, another port.",
    affects=(
        "you configure the app by environment variables that begin with `FLASK_`, through `from_prefixed_env` or "
        "for the command."
    ),
    flask="""
        import os

        from flask import Flask

        os.environ["FLASK_MAX_CONTENT_LENGTH"] = "5"
        app = Flask(__name__)
        app.config.from_prefixed_env()

        @app.get("/")
        def page():
            return f"limit {app.config['MAX_CONTENT_LENGTH']}"
    """,
    quart="""
        import os

        from quart import Quart

        os.environ["FLASK_MAX_CONTENT_LENGTH"] = "5"
        app = Quart(__name__)
        app.config.from_prefixed_env()

        @app.get("/")
        async def page():
            return f"limit {app.config['MAX_CONTENT_LENGTH']}"
    """,
    probe=probe,
    observations=(Observation(flask="200 limit 5", quart="200 limit 16777216"),),
    remedy="Rename the variables. For the config, pass the old prefix to from_prefixed_env.",
    with_remedy="""
        import os

        from quart import Quart

        os.environ["FLASK_MAX_CONTENT_LENGTH"] = "5"
        app = Quart(__name__)
        app.config.from_prefixed_env("FLASK")

        @app.get("/")
        async def page():
            return f"limit {app.config['MAX_CONTENT_LENGTH']}"
    """,
    detector=detected(
        NameUse(
            ("flask.Flask().config.from_prefixed_env",),
            unless=("prefix",),
            only_in="flask",
            where=((0, None),),
            sentence="This reads variables that begin with QUART_, and none that begin with FLASK_.",
        ),
        FileLine(
            r"\bFLASK_(?!(?:DEBUG|ENV)\b)[A-Z]\w*\s*[=:]",
            sentence="Nothing reads this variable any more: its prefix is QUART_.",
        ),
    ),
)
