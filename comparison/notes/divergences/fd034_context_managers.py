"""`app_context`, `test_request_context` and `session_transaction`: Flask takes `with`, Quart needs `async with`.

Entering one of these contexts in Quart sends signals and opens the session, which it awaits. A plain `with` raises
TypeError.
"""

import asyncio

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return " ".join([await asyncio.to_thread(probed.module.result_of, name) for name in ("app", "request", "session")])


QUART = """
    from quart import Quart, current_app, request, session

    app = Quart(__name__)
    app.secret_key = "a key"
    contexts = {
        "app": (app.app_context, lambda _: current_app.name == app.name),
        "request": (lambda: app.test_request_context("/page"), lambda _: request.path == "/page"),
        "session": (app.test_client().session_transaction, lambda opened: opened == {}),
    }

    def result_of(name):
        new_context, holds = contexts[name]
        try:
            return entered(new_context, holds)
        except TypeError:
            return "TypeError"

    def entered(new_context, holds):
        with new_context() as opened:
            return str(holds(opened))
"""

DIVERGENCE = Divergence(
    id="FD034",
    feature="context",
    also=("tests", "cli"),
    cause="framework",
    severity="loud",
    likelihood="most apps",
    related=("FQ704",),
    impact=(
        "`with app.app_context()` raises TypeError: scripts, shells and plain functions that enter a context must "
        "become coroutines."
    ),
    affects=(
        "you write `with app.app_context()`, `test_request_context()` or `session_transaction()`, in a script, a "
        "test or a view."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="True True True", quart="TypeError TypeError TypeError"),),
    remedy="Write `async with`, in a coroutine. A script runs the coroutine with `asyncio.run`.",
    with_remedy=QUART.replace("def entered", "async def entered")
    .replace("        with new_context", "        async with new_context")
    .replace("return entered(new_context, holds)", "return asyncio.run(entered(new_context, holds))")
    .replace("    from quart", "    import asyncio\n\n    from quart"),
    detector=detected(
        Shape("plain with of a context", sentence="`{name}` needs `async with`: a plain `with` raises TypeError."),
        example="""
            from quart import Quart

            app = Quart(__name__)
            with app.app_context():
                pass
        """,
    ),
    symptoms=(
        error_symptom(r"TypeError\(\"'(App|Request)Context' object does not support the context manager protocol.*"),
    ),
)
