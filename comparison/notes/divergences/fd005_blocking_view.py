"""`time.sleep` or another blocking call in a view: `flask run` delays that request, Quart every request of the process.

Quart runs async views in the thread of its event loop. A call that blocks there without an `await` (`time.sleep`, a
database driver, a long calculation) keeps everything else waiting. `flask run` and threaded WSGI servers give a thread
to each request.
"""

import asyncio

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    slow = asyncio.create_task(probed.get("/slow"))
    await probed.wait_for("begun")
    await probed.get("/fast")
    await slow
    return ", ".join(probed.printed)


QUART = """
    import time

    from quart import Quart

    app = Quart(__name__)

    @app.get("/slow")
    async def slow():
        print("> begun\\n", end="")
        time.sleep(1.5)
        print("> slow\\n", end="")
        return "slow"

    @app.get("/fast")
    async def fast():
        print("> fast\\n", end="")
        return "fast"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD005",
    feature="app",
    also=("streaming",),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ003", "FQ010", "FD007"),
    harm="availability",
    impact="The whole site stops until the call returns.",
    affects=(
        "you call a blocking database driver, HTTP client, `time.sleep`, or a long calculation in a view that is "
        "now `async def`."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="begun, fast, slow", quart="begun, slow, fast", targets=("run",)),),
    remedy=(
        "Await an asynchronous library, or `await asyncio.to_thread(blocking)`. That takes one of the few threads of "
        "FD007 until the call ends, even if the client disconnects. Give the blocking call a timeout of its own."
    ),
    with_remedy=QUART.replace("import time", "import asyncio\n    import time").replace(
        "time.sleep(1.5)", "await asyncio.to_thread(time.sleep, 1.5)"
    ),
    compat="blocking_view",
    detector=detected(
        *gap_uses("FD005", "`{name}` stops every other request until it returns."),
        NameUse(("time.sleep",), on_event_loop=True, sentence="`{name}` stops every other request until it returns."),
        NameUse(
            tuple(f"flask_sqlalchemy.SQLAlchemy().session.{name}" for name in ("commit", "execute", "flush", "query")),
            on_event_loop=True,
            sentence="`{name}` waits for the database, and every other request with it.",
        ),
    ),
)
