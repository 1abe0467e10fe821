"""`context.push()` and `pop()`: Flask enters the context, Quart does nothing unless they are awaited.

In Quart both are coroutines: they send signals and open the session. A call that is not awaited does nothing but cause
a RuntimeWarning. The next line that needs the app fails: `Not within an app context`.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    try:
        name = probed.module.named()
        return str(await name if inspect.isawaitable(name) else name)
    except RuntimeError as error:
        return str(error).partition("\n")[0]


QUART = """
    from quart import Quart, current_app

    app = Quart("shop")

    def named():
        context = app.app_context()
        context.push()
        name = current_app.name
        context.pop(None)
        return name
"""

DIVERGENCE = Divergence(
    id="FD086",
    feature="context",
    also=("tests", "cli"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ712",),
    impact="Scripts, shells and test fixtures that keep a context open with `context.push()` instead of `with` fail.",
    affects=(
        "you call `push()` and `pop()` of a context yourself, in a script, a shell or a fixture such as "
        "`app.app_context().push()`."
    ),
    flask="""
        from flask import Flask, current_app

        app = Flask("shop")

        def named():
            context = app.app_context()
            context.push()
            name = current_app.name
            context.pop(None)
            return name
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="shop", quart="Not within an app context"),),
    remedy=(
        "Await both in the same task, and pop in a `finally`: otherwise an error leaves the context to whatever runs "
        "next."
    ),
    with_remedy="""
        from quart import Quart, current_app

        app = Quart("shop")

        async def named():
            context = app.app_context()
            await context.push()
            try:
                return current_app.name
            finally:
                await context.pop(None)
    """,
    detector=detected(
        *gap_uses("FD086", "`{name}` enters nothing in Quart."),
        NameUse(
            tuple(
                f"flask.Flask().{context}().{name}"
                for context in ("app_context", "test_request_context")
                for name in ("push", "pop")
            ),
            left=True,
            place="everywhere",
            sentence="`{name}` does nothing unless it is awaited.",
        ),
    ),
    symptoms=(error_symptom(r"RuntimeError\(.Not within an app context.*", certain=False),),
)
