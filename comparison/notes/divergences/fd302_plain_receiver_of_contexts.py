"""`appcontext_pushed` and `appcontext_popped` with a plain function: Flask calls it, Quart 0.23 raises RuntimeError.

Quart 0.23 sends these two signals with `_async_wrapper=`, where blinker's `send_async` expects `_sync_wrapper=`.
Plain functions raise RuntimeError (`Cannot send to a non-coroutine function`). Coroutine functions get the stray
parameter among their own.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    module = probed.module
    with module.appcontext_pushed.connected_to(module.count, probed.app):
        return (await probed.get())[:3]


DIVERGENCE = Divergence(
    id="FD302",
    feature="signals",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ301",),
    impact="Each request fails. With a receiver that is connected at import, the server does not start at all.",
    affects="you connect a plain function to `appcontext_pushed` or `appcontext_popped`, and use Quart 0.23.",
    flask="""
        from flask import Flask, appcontext_pushed

        app = Flask(__name__)

        def count(sender, **extra):
            pass

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart, appcontext_pushed

        app = Quart(__name__)

        def count(sender, **extra):
            pass

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500", quart_version=">=0.23"),),
    remedy="Make such receivers coroutine functions, and let them accept any keyword.",
    with_remedy="""
        from quart import Quart, appcontext_pushed

        app = Quart(__name__)

        async def count(sender, **extra):
            pass

        @app.get("/")
        async def page():
            return "page"
    """,
    detector=detected(
        Shape(
            "appcontext signal", sentence="A plain function that receives `{name}` raises RuntimeError in Quart 0.23."
        )
    ),
    symptoms=(
        Symptom(
            "status",
            r"[1-4]\d\d",
            "500",
            where=(("candidate body", ""), ("candidate trace", "signal appcontext-pushed\n")),
            quart_version=">=0.23",
            certain=False,
        ),
    ),
)
