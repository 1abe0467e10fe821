"""`app.run`: Flask reloads in debug mode only, Quart reloads by default and runs the app in two processes.

`use_reloader` is True by default in Quart's `run`, with or without debug. The first process only watches the second,
but runs the module's own code up to `run`. Quart 0.22 reloads by default too, in one process.
"""

import sys
from asyncio.subprocess import PIPE, STDOUT

from ...inspection.detector import NameUse, detected
from ...targets.child import kill, read_lines_until, start_async, wait_for_exit
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

TIMEOUT = 30.0  # seconds


async def probe(probed: ProbedApp) -> str:
    process = await start_async([sys.executable, str(probed.module.__file__)], stdout=PIPE, stderr=STDOUT)
    try:
        lines = await read_lines_until(process.stdout, "Running on", TIMEOUT)
    finally:
        kill(process)
        await wait_for_exit(process, TIMEOUT)
    return f"imported {sum('> imported' in line for line in lines)}"


DIVERGENCE = Divergence(
    id="FD734",
    feature="cli",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ016", "run"),
    harm="development",
    impact="An app that is served with app.run restarts when a file changes, and runs its import-time code twice.",
    affects="you start the app with `app.run()`, for example in a script or a container.",
    flask="""
        from flask import Flask

        print("> imported", flush=True)
        app = Flask(__name__)

        if __name__ == "__main__":
            app.run(port=0)
    """,
    quart="""
        from quart import Quart

        print("> imported", flush=True)
        app = Quart(__name__)

        if __name__ == "__main__":
            app.run(port=0)
    """,
    probe=probe,
    observations=(Observation(flask="imported 1", quart="imported 2", quart_version=">=0.23"),),
    remedy="Pass use_reloader=False.",
    with_remedy="""
        from quart import Quart

        print("> imported", flush=True)
        app = Quart(__name__)

        if __name__ == "__main__":
            app.run(port=0, use_reloader=False)
    """,
    detector=detected(
        NameUse(
            ("flask.Flask().run",),
            unless=("use_reloader",),
            sentence="`{name}` reloads without debug, in a second process.",
        )
    ),
)
