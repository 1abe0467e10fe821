"""`teardown_appcontext` functions: Flask calls the last registered first, Quart calls the first registered first.

Flask calls them in reverse, as resources are closed in the reverse order of opening them. Quart does the same for
teardown_request. For teardown_appcontext its loop lacks the `reversed`.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    before = len(probed.printed)
    await probed.get("/")
    return ", ".join(probed.printed[before:])


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "hello"

    @app.teardown_appcontext
    async def first(exc):
        print("> close connection")

    @app.teardown_appcontext
    async def second(exc):
        print("> write")
"""

DIVERGENCE = Divergence(
    id="FD403",
    feature="hooks",
    also=("context", "extensions"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ401", "Flask-SQLAlchemy"),
    harm="data",
    impact="Work that depends on the order is lost: the connection is closed before the last data is written.",
    affects="you register two or more `teardown_appcontext` functions, or extensions that do, and their order matters.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "hello"

        @app.teardown_appcontext
        def first(exc):
            print("> close connection")

        @app.teardown_appcontext
        def second(exc):
            print("> write")
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="write, close connection", quart="close connection, write"),),
    remedy="Register them in reverse, or reverse the list `app.teardown_appcontext_funcs` when all are registered.",
    with_remedy=f"{QUART}\n    app.teardown_appcontext_funcs.reverse()\n",
    compat="teardown_order",
    detector=detected(
        Shape(
            "several teardowns of app contexts",
            sentence="`{name}` runs in the order of registration: what is opened first is closed first.",
        )
    ),
    symptoms=(
        Symptom(
            "trace",
            r".*\nteardown_appcontext (?P<last>[^:\n]+): .*\nteardown_appcontext (?P<first>[^:\n]+): .*",
            r".*\nteardown_appcontext (?P=first): .*\nteardown_appcontext (?P=last): .*",
            equal_after="hooks",
        ),
    ),
)
