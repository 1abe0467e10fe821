"""`test_cli_runner` in an async test: Flask runs a command with an app context, Quart raises RuntimeError.

Quart enters the app context with asyncio.run, which raises RuntimeError inside a running event loop. Tests of Quart
apps are coroutines.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    result = await result if inspect.isawaitable(result) else result
    return f"{result.exit_code} {type(result.exception).__name__}"


QUART = """
    from quart import Quart, current_app

    app = Quart(__name__)

    @app.cli.command("hello", with_appcontext=True)
    def hello():
        current_app.config["DEBUG"]

    async def check():
        return app.test_cli_runner().invoke(args=["hello"])
"""


DIVERGENCE = Divergence(
    id="FD732",
    feature="cli",
    also=("tests",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ016", "FQ702"),
    harm="development",
    impact="Tests of commands fail once they are coroutines, as they must be to use the test client.",
    affects="you call `app.test_cli_runner()` in tests that become `async def`, because they use the client too.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="0 NoneType", quart="1 RuntimeError"),),
    remedy="Leave such tests plain functions, or run the command with `asyncio.to_thread`.",
    with_remedy=QUART.replace(
        'app.test_cli_runner().invoke(args=["hello"])',
        'await asyncio.to_thread(app.test_cli_runner().invoke, args=["hello"])',
    ).replace("    from quart", "    import asyncio\n\n    from quart"),
    detector=detected(
        NameUse(
            ("flask.Flask().test_cli_runner().invoke",),
            place="tests",
            on_event_loop=True,
            sentence="In an async test a command with an app context raises RuntimeError.",
        ),
        example="""
            from quart import Quart

            async def test_hello():
                Quart(__name__).test_cli_runner().invoke(args=["hello"])
        """,
        file="test_app.py",
    ),
)
