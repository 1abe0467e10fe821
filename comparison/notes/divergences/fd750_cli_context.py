"""A command of app.cli has no app context.

Flask's group pushes one for each command unless it is told not to; Quart's does it only when it is told to, with
with_appcontext=True. Commands of an AppGroup differ in the same way.
"""

import asyncio

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    # In a thread, since a command may run an event loop of its own.
    result = await asyncio.to_thread(probed.app.test_cli_runner().invoke, args=["name"])
    return f"{result.output}{type(result.exception).__name__}"


DIVERGENCE = Divergence(
    id="FD750",
    feature="cli",
    cause="framework",
    severity="loud",
    harm="development",
    impact=("Nobody sees it but who runs commands: each that uses current_app or g fails, scheduled jobs too."),
    flask="""
        from flask import Flask, current_app

        app = Flask(__name__)

        @app.cli.command("name")
        def name():
            print(bool(current_app.name))
    """,
    quart="""
        from quart import Quart, current_app

        app = Quart(__name__)

        @app.cli.command("name")
        def name():
            print(bool(current_app.name))
    """,
    probe=probe,
    observations=(Observation(flask="True\nNoneType", quart="RuntimeError"),),
    remedy="Pass with_appcontext=True to command().",
    with_remedy="""
        from quart import Quart, current_app

        app = Quart(__name__)

        @app.cli.command("name", with_appcontext=True)
        def name():
            print(bool(current_app.name))
    """,
)
