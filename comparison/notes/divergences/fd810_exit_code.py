"""`hypercorn` if the app fails to start: it exits with 0, while `flask run` and `quart run` exit with 1.

Hypercorn 0.18 counts the exit codes of its workers twice. The second time none is left, so it exits with 0 whatever
they were. It does so after a failure in a before_serving function too.
"""

import os
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from ...inspection.detector import FileLine, detected
from ...targets.child import kill, start_async, wait_for_exit
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

TIMEOUT = 30.0  # seconds
SERVERS = {
    "flask": ("flask", "--app", "{}", "run", "--port", "0"),
    "quart": ("hypercorn", "--bind", "127.0.0.1:0", "{}"),
}


async def probe(probed: ProbedApp) -> str:
    file = Path(probed.module.__file__ or "")
    command = [part.format(probed.side.app) for part in SERVERS[probed.framework]]
    command += getattr(probed.module, "OPTIONS", ())
    environment = os.environ | {"REFUSE": "1"}
    server = await start_async([sys.executable, "-m", *command], environment, cwd=file.parent, stderr=DEVNULL)
    try:
        return f"exit code {await wait_for_exit(server, TIMEOUT)}"
    finally:
        kill(server)


QUART = """
    import os

    from quart import Quart

    app = Quart(__name__)

    if "REFUSE" in os.environ:
        raise RuntimeError("The database is not there.")
"""

DIVERGENCE = Divergence(
    id="FD810",
    feature="server",
    cause="server",
    severity="silent",
    likelihood="some apps",
    related=("hypercorn",),
    harm="availability",
    impact=("A supervisor takes the failed start for a finished job: it does not restart it, and raises no alarm."),
    affects="you start `hypercorn` under systemd, Docker or another supervisor that restarts by the exit code.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="exit code 1", quart="exit code 0"),),
    remedy=(
        "Start hypercorn with `--workers 0`: the app then runs in hypercorn's own process, and the exit code is 1."
    ),
    with_remedy=QUART + '    OPTIONS = ("--workers", "0")\n',
    detector=detected(
        FileLine(
            r"\bhypercorn\b", sentence="If the app fails to start, this exits with 0: a supervisor does not notice."
        ),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
)
