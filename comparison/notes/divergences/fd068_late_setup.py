"""Routes and hooks that are added after the first request are accepted.

Flask notes the first request, and each setup method then raises AssertionError. Quart has the check from Flask's
code, but nothing that sets the mark.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return (await probed.get())[:11]


DIVERGENCE = Divergence(
    id="FD068",
    feature="app",
    cause="framework",
    severity="silent",
    harm="development",
    impact=(
        "Nobody at once; an app that registers hooks while it serves answers the same request differently before "
        "and after, and differently in each worker."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            try:
                app.teardown_request(print)
            except AssertionError:
                return "refused"
            return "added"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            try:
                app.teardown_request(print)
            except AssertionError:
                return "refused"
            return "added"
    """,
    probe=probe,
    observations=(Observation(flask="200 refused", quart="200 added"),),
    remedy="Set the mark yourself: _got_first_request, in a before_serving function. It is private.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.before_serving
        async def close_setup():
            app._got_first_request = True

        @app.get("/")
        async def index():
            try:
                app.teardown_request(print)
            except AssertionError:
                return "refused"
            return "added"
    """,
)
