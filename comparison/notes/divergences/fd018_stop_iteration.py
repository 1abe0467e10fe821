"""`errorhandler(StopIteration)`: Flask calls it, Quart answers 500.

Python turns a StopIteration that leaves a coroutine into a RuntimeError (PEP 479). So `next` without a default raises
another class in an async view, and the error handler does not match.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.get())[:3]


DIVERGENCE = Divergence(
    id="FD018",
    feature="errors",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ402",),
    impact="A page whose error handler for `StopIteration` answered 404 now answers 500.",
    affects=(
        "you register an `errorhandler` for `StopIteration`, or call `next` without a default and rely on its "
        "exception."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def first():
            return next(iter([]))

        @app.errorhandler(StopIteration)
        def missing(error):
            return "missing", 404
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def first():
            return next(iter([]))

        @app.errorhandler(StopIteration)
        async def missing(error):
            return "missing", 404
    """,
    probe=probe,
    observations=(Observation(flask="404", quart="500"),),
    remedy="Give `next` a default, and call `abort`.",
    with_remedy="""
        from quart import Quart, abort

        app = Quart(__name__)

        @app.get("/")
        async def first():
            return next(iter([]), None) or abort(404)
    """,
    detector=detected(
        NameUse(
            ("flask.Flask().errorhandler", "flask.Blueprint().app_errorhandler", "flask.Blueprint().errorhandler"),
            how="decorator",
            where=((0, "StopIteration"),),
            sentence="This is never called: in a coroutine function StopIteration becomes a RuntimeError.",
        )
    ),
    symptoms=(
        error_symptom(
            r"RuntimeError\('coroutine raised StopIteration'\)",
            baseline=r"[1-4]\d\d",
            where=(("baseline trace", r".*\nerror_handler [^\n]*: StopIteration\(.*"),),
        ),
    ),
)
