"""`send` of a signal of your own to a plain receiver: Flask calls it, Quart's `send_async` raises RuntimeError.

blinker's `send_async` awaits its receivers. For a plain function it needs the keyword `_sync_wrapper`, which Quart
passes for its own signals only. Without it blinker raises RuntimeError (`Cannot send to a non-coroutine function`).
"""

from ...inspection.detector import NameUse, Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return f"{(await probed.get())[:3]} {probed.printed}"


DIVERGENCE = Divergence(
    id="FD304",
    feature="signals",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ302",),
    impact="The view that sends the signal answers 500 as long as one receiver is a plain function.",
    affects="you define a signal of your own with `Namespace().signal`, and one of its receivers is a plain function.",
    flask="""
        from blinker import Namespace
        from flask import Flask

        app = Flask(__name__)
        saved = Namespace().signal("saved")

        @saved.connect
        def count(sender):
            print("> counted")

        @app.get("/")
        def save():
            saved.send(app)
            return "saved"
    """,
    quart="""
        from blinker import Namespace
        from quart import Quart

        app = Quart(__name__)
        saved = Namespace().signal("saved")

        @saved.connect
        def count(sender):
            print("> counted")

        @app.get("/")
        async def save():
            await saved.send_async(app)
            return "saved"
    """,
    probe=probe,
    observations=(Observation(flask="200 ['counted']", quart="500 []"),),
    remedy="Pass _sync_wrapper=app.ensure_async. Or keep `send` while all receivers are plain functions.",
    with_remedy="""
        from blinker import Namespace
        from quart import Quart

        app = Quart(__name__)
        saved = Namespace().signal("saved")

        @saved.connect
        def count(sender):
            print("> counted")

        @app.get("/")
        async def save():
            await saved.send_async(app, _sync_wrapper=app.ensure_async)
            return "saved"
    """,
    detector=detected(
        NameUse(
            ("blinker.Signal().send",),
            on_event_loop=True,
            sentence="`send_async` in its place fails for plain receivers.",
        ),
        NameUse(
            ("blinker.Signal().send_async",),
            unless=("_sync_wrapper",),
            sentence="Without `_sync_wrapper` this raises RuntimeError for a plain receiver.",
        ),
        when=(Shape("plain receiver"),),
    ),
    symptoms=(
        error_symptom(
            r"RuntimeError\('Cannot send to a non-coroutine function\.'\)",
            where=(("candidate trace", r".*\nsignal [^\n]*\n[^\n]*: raises RuntimeError\('Cannot send .*"),),
        ),
    ),
)
