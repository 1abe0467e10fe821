"""Overridden app methods such as `dispatch_request`: Flask passes no context, Quart passes it as an argument.

Quart passes the context to `dispatch_request`, `full_dispatch_request`, `preprocess_request`, `process_response`,
`finalize_request` and others. Flask 3.1 does not pass it. In Quart 0.23 `log_exception`, `handle_exception` and
`handle_user_exception` get it too.
"""

from ...inspection.detector import Override, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    return f"{(await probed.client.get('/')).status_code} {probed.printed}"


DIVERGENCE = Divergence(
    id="FD067",
    feature="app",
    also=("errors",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ002", "FQ004"),
    impact="An app class that overrides `dispatch_request` without this argument answers 500 to every request.",
    affects=(
        "you subclass `Flask` and override `dispatch_request`, `full_dispatch_request`, `process_response` or "
        "`handle_exception`, for example to log."
    ),
    flask="""
        from flask import Flask

        class Counting(Flask):
            def dispatch_request(self):
                print("> counted")
                return super().dispatch_request()

        app = Counting(__name__)

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        class Counting(Quart):
            async def dispatch_request(self):
                print("> counted")
                return await super().dispatch_request()

        app = Counting(__name__)

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="200 ['counted']", quart="500 []"),),
    remedy="Accept any arguments, and pass them on.",
    with_remedy="""
        from quart import Quart

        class Counting(Quart):
            async def dispatch_request(self, *args):
                print("> counted")
                return await super().dispatch_request(*args)

        app = Counting(__name__)

        @app.get("/")
        async def index():
            return "text"
    """,
    detector=detected(
        *gap_uses("FD067", "`{name}` is a coroutine function in Quart, and takes the context."),
        Override(
            "flask.Flask",
            (
                *("dispatch_request", "full_dispatch_request", "preprocess_request", "process_response"),
                *("finalize_request", "do_teardown_request", "log_exception", "handle_exception"),
                *("handle_user_exception", "handle_http_exception", "raise_routing_exception"),
            ),
            sentence="Quart calls `{name}` with the context as an argument, and awaits it.",
        ),
    ),
    symptoms=(
        error_symptom(
            r"TypeError\('[\w.]*\b(dispatch_request|full_dispatch_request|preprocess_request|process_response"
            r"|finalize_request|log_exception|handle_exception|handle_user_exception)\(\) takes \d positional"
            r" arguments? but \d were given'\)",
            where=(("candidate trace", "((?!: raises ).)*"),),
        ),
    ),
)
