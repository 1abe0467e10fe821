"""`app.run()` without a guard: the `flask` command ignores the call, the `quart` command serves the app instead.

Both commands import the module of the app. Flask's `run` does nothing then, and warns. Quart's serves, and so the
command never runs. In `python app.py` both serve.
"""

import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

from ...inspection.detector import Shape, detected
from ...targets.child import kill, read_lines_until, start_async, wait_for_exit
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

TIMEOUT = 30.0  # seconds


async def probe(probed: ProbedApp) -> str:
    command = [sys.executable, "-m", probed.framework, "--app", probed.side.app, "greet"]
    directory = Path(probed.module.__file__ or "").parent
    process = await start_async(command, os.environ | {"SERVE": "1"}, cwd=directory, stdout=PIPE, stderr=STDOUT)
    try:
        lines = await read_lines_until(process.stdout, "> ", TIMEOUT) or ["nothing"]
    finally:
        kill(process)
        await wait_for_exit(process, TIMEOUT)
    return lines[-1].strip()


QUART = """
    import os

    from quart import Quart

    app = Quart(__name__)

    @app.before_serving
    async def begin():
        print("> serves", flush=True)

    @app.cli.command("greet")
    def greet():
        print("> greets", flush=True)

    # The variable stands for the missing guard: this module is imported by other programs too.
    if "SERVE" in os.environ:
        app.run(port=0, use_reloader=False)
"""

DIVERGENCE = Divergence(
    id="FD742",
    feature="cli",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ016", "run"),
    harm="development",
    impact="Commands and scheduled jobs hang: they serve the app, on a port that may be taken.",
    affects="you call `app.run()` outside of `if __name__`, at the end of a module.",
    flask=QUART.replace("quart", "flask")
    .replace("Quart", "Flask")
    .replace("    @app.before_serving\n    async def", "    def"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="> greets", quart="> serves"),),
    remedy='Put the call below `if __name__ == "__main__":`.',
    detector=detected(Shape("run at import", sentence="`{name}` serves as soon as a command imports this module.")),
    with_remedy=QUART.replace('if "SERVE" in os.environ:', 'if __name__ == "__main__":'),
)
