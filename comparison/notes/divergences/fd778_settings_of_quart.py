"""The configuration holds settings that Flask does not have, with values: setdefault leaves them alone.

ENV and PRESERVE_CONTEXT_ON_EXCEPTION are left from older versions of Flask: Quart 0.23 reads neither, Quart 0.22 the
second. BACKGROUND_TASK_SHUTDOWN_TIMEOUT is for tasks that the app adds. An app that has a setting of its own called
ENV finds None where Flask has nothing.
"""

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
    harm="development",
    impact="An app that asks for its ENV runs with None instead of its own default.",
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
    remedy="Set it, or call it otherwise.",
    with_remedy=QUART.replace('.setdefault("ENV", "production")', '["ENV"] = "production"'),
)
