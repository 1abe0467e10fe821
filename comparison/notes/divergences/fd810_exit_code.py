"""Hypercorn ends with exit code 0 when the app refuses to start.

Hypercorn 0.18 counts the exit codes of its workers twice, and the second time none is left: it gives 0 whatever
they gave. A failure in a before_serving function ends so too. flask run and quart run end with 1.
"""

import os
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from ...targets.child import kill, start_async, wait_for_exit
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

WITHIN = 30.0
SERVERS = {
    "flask": ("flask", "--app", "{}", "run", "--port", "0"),
    "quart": ("hypercorn", "--bind", "127.0.0.1:0", "{}"),
}


async def probe(probed: ProbedApp) -> str:
    file = Path(probed.module.__file__ or "")
    command = [part.format(probed.side.app) for part in SERVERS[probed.framework]]
    environment = os.environ | {"REFUSE": "1"}
    server = await start_async([sys.executable, "-m", *command], environment, cwd=file.parent, stderr=DEVNULL)
    try:
        return f"exit code {await wait_for_exit(server, WITHIN)}"
    finally:
        kill(server)


DIVERGENCE = Divergence(
    id="FD810",
    feature="server",
    cause="server",
    severity="silent",
    harm="availability",
    impact=("A supervisor takes the failed start for a finished job: it does not restart it, and raises no alarm."),
    flask="""
        import os

        from flask import Flask

        app = Flask(__name__)

        if "REFUSE" in os.environ:
            raise RuntimeError("The database is not there.")
    """,
    quart="""
        import os

        from quart import Quart

        app = Quart(__name__)

        if "REFUSE" in os.environ:
            raise RuntimeError("The database is not there.")
    """,
    probe=probe,
    observations=(Observation(flask="exit code 1", quart="exit code 0"),),
    remedy=(
        "Start hypercorn with --workers 0: the app then runs in its own process, and the exit code is 1 (tried by "
        "hand)."
    ),
)
