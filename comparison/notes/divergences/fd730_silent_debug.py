"""An exception in a view with TESTING or `--debug`: `flask run` logs a traceback, `quart run` logs nothing.

Flask's own code raises the exception, and the server's debugger logs it. Quart turns it into a page with the traceback
outside of the code that logs, on every server.
"""

import asyncio
import contextlib

import httpx2

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    with contextlib.suppress(httpx2.TransportError):
        await probed.client.get("/")
    # Werkzeug's server logs after it has sent the response, Quart would log before.
    for _ in range(200 if probed.framework == "flask" else 4):
        if "Traceback" in probed.output:
            return "logged"
        await asyncio.sleep(0.05)
    return "not logged"


QUART = """
    from quart import Quart

    app = Quart(__name__)
    app.testing = True

    @app.get("/")
    async def index():
        raise LookupError("x")
"""

DIVERGENCE = Divergence(
    id="FD730",
    feature="errors",
    also=("config", "cli"),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ402", "FD726"),
    harm="development",
    impact="The traceback is on the page alone. If a script or a fetch got it, you don't see it at all.",
    affects="you run the app with `--debug`, or tests with TESTING, and read tracebacks in the terminal.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="logged", quart="not logged", targets=("run",)),),
    remedy="Log what `got_request_exception` brings.",
    detector=always("Each app that runs with `--debug` or TESTING."),
    with_remedy=QUART
    + """
    from quart import got_request_exception

    @got_request_exception.connect_via(app)
    async def log(sender, exception, **extra):
        app.logger.error("Exception", exc_info=exception)
    """,
)
