"""`teardown_request` that raises: Flask skips the remaining functions, Quart 0.23 still calls them.

Flask 3.1 calls them in a plain loop, which the first exception ends. Quart 0.23 calls them all, collects their
exceptions, and raises them at the end. Quart 0.22 behaves as Flask does.
"""

from contextlib import suppress

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    with suppress(Exception):
        response = probed.app.test_client().get("/")
        await response if probed.framework == "quart" else response
    return ", ".join(probed.printed)


DIVERGENCE = Divergence(
    id="FD405",
    feature="hooks",
    also=("errors",),
    cause="framework",
    severity="cosmetic",
    likelihood="few apps",
    related=("FQ401",),
    harm="look",
    impact="More is cleaned up after an error than before. Only code that relies on the skipped functions notices.",
    affects="you have a `teardown_request` or `teardown_appcontext` function that can raise, and others after it.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "hello"

        @app.teardown_request
        def first(exc):
            print("> close")

        @app.teardown_request
        def second(exc):
            print("> fail")
            raise RuntimeError
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "hello"

        @app.teardown_request
        async def first(exc):
            print("> close")

        @app.teardown_request
        async def second(exc):
            print("> fail")
            raise RuntimeError
    """,
    probe=probe,
    observations=(Observation(flask="fail", quart="fail, close", quart_version=">=0.23"),),
    remedy="None is needed. On any version, a teardown should catch the exceptions that it can raise.",
    remedy_not_run="There is nothing to restore: that Flask skips functions helps nobody.",
    detector=detected(Shape("several teardowns", sentence="This runs even if another teardown raises.")),
)
