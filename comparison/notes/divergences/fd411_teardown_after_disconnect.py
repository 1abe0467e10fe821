"""`teardown_request` after the client disconnects: Flask passes None, Quart the `CancelledError` that ended the view.

A disconnect cancels the task of the request in Quart (FD103). The contexts end with that exception, and hand it to
`teardown_request` and `teardown_appcontext`. Flask does not notice the disconnect while the view runs.
"""

import asyncio
import contextlib

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    request = asyncio.create_task(probed.client.get("/"))
    await probed.wait_for("begun")
    request.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await request
    await probed.wait_for("app: failed", "app: ended")
    return ", ".join(probed.printed[-2:])


QUART = """
    import asyncio

    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def slow():
        print("> begun")
        await asyncio.sleep(1)
        return "a page"

    @app.teardown_request
    async def end_request(exc):
        print("> request:", "failed" if exc else "ended")

    @app.teardown_appcontext
    async def end_app(exc):
        print("> app:", "failed" if exc else "ended")
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD411",
    feature="hooks",
    also=("context",),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ401", "FD103"),
    harm="result",
    impact="Each visitor who closes a slow page is logged as a failure, and rolled back as one.",
    affects=(
        "you log or roll back in `teardown_request` or `teardown_appcontext`, depending on the exception that they get."
    ),
    flask=FLASK.replace("asyncio", "time"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="request: ended, app: ended", quart="request: failed, app: failed"),),
    remedy="Treat `asyncio.CancelledError` as None in each teardown.",
    with_remedy=QUART.replace(
        '"failed" if exc else', '"failed" if exc and not isinstance(exc, asyncio.CancelledError) else'
    ),
    compat="teardown_without_exception",
    detector=detected(
        Shape(
            "teardown that reads its exception",
            sentence="`{name}` is a CancelledError if the client disconnects, which is no failure.",
        )
    ),
)
