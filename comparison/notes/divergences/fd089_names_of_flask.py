"""`current_app`, `request` or `session` of Flask in an extension: Flask has a context, under Quart they are unbound.

An extension imports them from `flask`, whatever framework the app has. Quart's contexts are variables of its own, so
whatever reads Flask's fails with RuntimeError: Working outside of application context, or of request context. So does
`flask.url_for`, and a module of the app that was not rewritten.
"""

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


QUART = """
    from importlib import import_module
    from types import SimpleNamespace

    from quart import Quart

    # What a module of an extension has, with `from flask import current_app`.
    extension = SimpleNamespace(current_app=import_module("flask").current_app)
    app = Quart(__name__)

    @app.get("/")
    async def index():
        return extension.current_app.name
"""

DIVERGENCE = Divergence(
    id="FD089",
    feature="extensions",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ001", "FD058"),
    harm="availability",
    impact="Each page that an extension has a part in answers 500.",
    affects="you use an extension for Flask that reads `current_app`, `request` or `session`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy=(
        "The page on extensions has lines that make some work, and packages for Quart in the place of others. If yours "
        "is not there, give its modules Quart's names before the app is made, a line for each module and name: "
        "`extension.current_app = quart.current_app`. That suffices where Quart's has nothing to await."
    ),
    with_remedy=QUART.replace(
        "    app = Quart(", "    extension.current_app = import_module('quart').current_app\n    app = Quart("
    ),
    detector=always("Each app with an extension for Flask: `comparison inspect` says which work."),
    symptoms=(error_symptom(r"RuntimeError\('Working outside of (application|request) context\..*", certain=False),),
)
