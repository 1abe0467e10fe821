"""`teardown_appcontext` functions: Quart also calls them when the server starts and stops, Flask does not.

Quart runs the functions of before_serving, while_serving and after_serving inside an app context, even if none is
registered. That context ends as every other does, with the teardown functions. Flask has no such phase.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"before the first request: {probed.printed}"


QUART = """
    from quart import Quart, g

    app = Quart(__name__)

    @app.before_request
    async def connect():
        g.connection = "connection"

    @app.teardown_appcontext
    async def disconnect(exc):
        print("> disconnect", g.get("connection"))
"""

DIVERGENCE = Divergence(
    id="FD409",
    feature="hooks",
    also=("server", "context"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ401",),
    impact="A teardown that requires a value from before_request raises, and the server does not start.",
    affects="you have a `teardown_appcontext` function that reads from `g` what `before_request` puts there.",
    flask="""
        from flask import Flask, g

        app = Flask(__name__)

        @app.before_request
        def connect():
            g.connection = "connection"

        @app.teardown_appcontext
        def disconnect(exc):
            print("> disconnect", g.get("connection"))
    """,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="before the first request: []", quart="before the first request: ['disconnect None']"),
    ),
    remedy="Let a teardown do nothing if there is nothing to close: use `g.pop(name, None)`, then check the value.",
    with_remedy=QUART.replace(
        'print("> disconnect", g.get("connection"))',
        'if "connection" in g:\n            print("> disconnect", g.get("connection"))',
    ),
    detector=detected(
        NameUse(
            ("flask.Flask().teardown_appcontext",),
            sentence="Quart calls this at the start and at the end of the server too.",
        )
    ),
)
