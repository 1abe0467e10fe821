"""Hypercorn ends with exit code 0 when the app refuses to start.

Hypercorn 0.18 counts the exit codes of its workers twice, and the second time none is left: it gives 0 whatever
they gave. A failure in a before_serving function ends so too. flask run and quart run end with 1.
"""

import asyncio
import os
import sys
from pathlib import Path

from ..divergence import Divergence, Shown
from ..opened import Opened

SERVERS = {
    "flask": ("flask", "--app", "{}", "run", "--port", "0"),
    "quart": ("hypercorn", "--bind", "127.0.0.1:0", "{}"),
}


async def probe(opened: Opened) -> str:
    file = Path(opened.module.__file__ or "")
    command = [part.format(opened.side.app) for part in SERVERS[opened.framework]]
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *command,
        cwd=file.parent,
        env=os.environ | {"REFUSE": "1"},
        stderr=asyncio.subprocess.DEVNULL,
    )
    return f"exit code {await server.wait()}"


DIVERGENCE = Divergence(
    id="FD810",
    feature="server",
    cause="server",
    severity="silent",
    harm="availability",
    users=("A supervisor takes the failed start for a finished job: it does not restart it, and raises no alarm."),
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
    shown=(Shown(flask="exit code 1", quart="exit code 0"),),
    remedy=(
        "Start hypercorn with --workers 0: the app then runs in its own process, and the exit code is 1 (tried by "
        "hand)."
    ),
)
