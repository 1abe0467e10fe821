"""app.run runs the app in two processes: it reloads by default.

`use_reloader` is True by default in Quart's `run`, with or without debug; Flask reloads in debug mode alone. The
first process only watches the second, but runs the module's own code up to `run`. Quart 0.22 reloads by default too,
in one process.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, opened.module.__file__, stdout=PIPE, stderr=STDOUT, env=environment, start_new_session=True
    )
    lines = []
    while process.stdout and "Running on" not in (line := (await process.stdout.readline()).decode()) and line:
        lines.append(line)
    os.killpg(process.pid, signal.SIGKILL)
    await process.communicate()
    return f"imported {sum('> imported' in line for line in lines)}"


DIVERGENCE = Divergence(
    id="FD734",
    feature="cli",
    cause="framework",
    severity="silent",
    harm="development",
    users="An app that is served with app.run restarts when a file changes, and does its work at import twice.",
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
    shown=(Shown(flask="imported 1", quart="imported 2", quart_version=">=0.23"),),
    remedy="Pass use_reloader=False.",
    closed="""
        from quart import Quart

        print("> imported", flush=True)
        app = Quart(__name__)

        if __name__ == "__main__":
            app.run(port=0, use_reloader=False)
    """,
)
