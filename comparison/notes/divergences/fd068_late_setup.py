"""`app.route` or a hook added after the first request: Flask raises AssertionError, Quart accepts it.

Flask records the first request, and each setup method then raises AssertionError. Quart has the check from Flask's
code, but nothing sets the flag that it reads.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.get())[:11]


DIVERGENCE = Divergence(
    id="FD068",
    feature="app",
    also=("hooks",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ002",),
    harm="development",
    impact=(
        "Hooks registered while the app serves are accepted: the same request is answered differently before and "
        "after, and differently in each worker."
    ),
    affects=(
        "you call `route`, `before_request` or `register_blueprint` while the app serves, for example in a view or "
        "at a lazy import."
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
    remedy="Set the flag yourself: `_got_first_request`, in a `before_serving` function. It is private.",
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
    detector=detected(
        NameUse(
            tuple(
                f"flask.Flask().{name}"
                for name in (
                    *("add_url_rule", "after_request", "before_request", "context_processor", "errorhandler", "route"),
                    *("register_blueprint", "register_error_handler", "teardown_appcontext", "teardown_request"),
                )
            ),
            in_request=True,
            sentence="`{name}` is accepted while the app serves, in this worker alone.",
        )
    ),
    symptoms=(
        Symptom(
            "status",
            "500",
            r"[23]\d\d",
            where=(
                (
                    "baseline error",
                    r"AssertionError\(.*The setup method '\w+' can no longer be called.*",
                ),
            ),
        ),
    ),
)
