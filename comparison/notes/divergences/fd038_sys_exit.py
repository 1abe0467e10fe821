"""`sys.exit` in a view: `flask run` ends the thread of that request, `quart run` ends the whole process.

Under `flask run` SystemExit ends only the thread of that request. asyncio lets SystemExit out of the event loop: the
process exits, and all other requests end with it. Hypercorn exits too when it serves Flask. With
two workers, one `sys.exit` ends both, and the exit status is 0 (measured 2026-11-29, Quart 0.22 and 0.23).
"""

import asyncio
import contextlib

import httpx2

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    with contextlib.suppress(httpx2.TransportError):
        await probed.client.get("/")
    await asyncio.sleep(1.5)
    try:
        return await probed.get("/other")
    except httpx2.TransportError:
        return "gone"


DIVERGENCE = Divergence(
    id="FD038",
    feature="errors",
    also=("server",),
    cause="server",
    severity="loud",
    likelihood="few apps",
    related=("FQ003", "run", "hypercorn"),
    impact="`sys.exit`, in a view or in a library that it calls, ends every request of the worker.",
    affects="you call `sys.exit`, `exit` or `quit` in a view or a hook, or a library that you call there does.",
    flask="""
        import sys

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            sys.exit("no key")

        @app.get("/other")
        def other():
            return "other"
    """,
    quart="""
        import sys

        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            sys.exit("no key")

        @app.get("/other")
        async def other():
            return "other"
    """,
    probe=probe,
    observations=(Observation(flask="200 other", quart="gone", targets=("run",)),),
    remedy="Raise another exception instead of SystemExit.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            raise RuntimeError("no key")

        @app.get("/other")
        async def other():
            return "other"
    """,
    detector=detected(
        NameUse(
            ("sys.exit", "os._exit", "builtins.exit", "builtins.quit", "builtins.SystemExit"),
            on_event_loop=True,
            sentence="`{name}` ends the whole server, with all requests.",
        )
    ),
)
