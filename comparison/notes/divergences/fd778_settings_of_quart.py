"""`app.config.setdefault` of `ENV`: Flask sets the value, Quart has the setting already and keeps None.

Quart's configuration holds settings that Flask does not have, with values. ENV and PRESERVE_CONTEXT_ON_EXCEPTION are
left from older versions of Flask: Quart 0.23 reads neither, Quart 0.22 reads the second.
BACKGROUND_TASK_SHUTDOWN_TIMEOUT is for tasks that the app adds. An app with a setting of its own called ENV gets None
where Flask has nothing.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


QUART = """
    from quart import Quart

    app = Quart(__name__)
    app.config.setdefault("ENV", "production")

    @app.get("/")
    async def index():
        return f"in {app.config['ENV']}"
"""

DIVERGENCE = Divergence(
    id="FD778",
    feature="config",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ701",),
    harm="development",
    impact="An app that reads its own setting ENV gets None instead of its default.",
    affects='you call `app.config.setdefault("ENV", ...)`, or read a setting of your own called `ENV`.',
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config.setdefault("ENV", "production")

        @app.get("/")
        def index():
            return f"in {app.config['ENV']}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 in production", quart="200 in None"),),
    remedy="Assign the setting, or give it another name.",
    with_remedy=QUART.replace('.setdefault("ENV", "production")', '["ENV"] = "production"'),
    detector=detected(
        NameUse(
            ("flask.Flask().config.setdefault",),
            where=((0, r"[\"'](ENV|PRESERVE_CONTEXT_ON_EXCEPTION|BACKGROUND_TASK_SHUTDOWN_TIMEOUT)[\"']"),),
            sentence="Quart has this setting already: it keeps its value.",
        )
    ),
)
