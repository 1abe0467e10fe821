"""`app.cli.command`: Flask pushes an app context, Quart only if you pass `with_appcontext=True`.

Flask's group pushes an app context for each command unless you pass `with_appcontext=False`. Commands of an AppGroup
differ in the same way.
"""

import asyncio

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    # A command may run an event loop of its own, which needs a thread without a running loop.
    result = await asyncio.to_thread(probed.app.test_cli_runner().invoke, args=["name"])
    return f"{result.output}{type(result.exception).__name__}"


DIVERGENCE = Divergence(
    id="FD750",
    feature="cli",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ016",),
    harm="development",
    impact="Each command that uses current_app or g fails, and so do scheduled jobs. Users of the site notice nothing.",
    affects="you register commands with `app.cli.command()`, and they use `current_app`, `g` or the database.",
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
    detector=detected(
        NameUse(
            tuple(f"flask.{owner}.command" for owner in ("Flask().cli", "Blueprint().cli", "cli.AppGroup()")),
            how="decorator",
            unless=("with_appcontext",),
            left=True,
            sentence="Quart pushes no app context for this command.",
        )
    ),
)
