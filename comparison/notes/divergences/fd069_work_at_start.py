"""`create_app` that prepares something: Flask runs it for commands too, Quart's `before_serving` runs for no command.

`app.app_context()` is entered with `async with` in Quart (FD034), and there may be no event loop while a module is
imported. `before_serving` runs when a server starts the app, once in each process. In tests it runs with
`async with app.test_app()`: a test client alone does not start the app. A command of `app.cli` starts the app in Flask,
since it imports it; in Quart it does not.
"""

import asyncio
import inspect

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    probed.module.tables.clear()
    importing = probed.module.create_app()
    result = await asyncio.to_thread(importing.test_cli_runner().invoke, args=["show"])
    response = importing.test_client().get("/")
    if inspect.isawaitable(response):
        await response
    return f"{str(result.output).strip()}, after a request of a test {probed.module.tables}"


QUART = """
    from quart import Quart, current_app

    tables = []

    async def create_tables():
        tables.append(current_app.name)

    def create_app():
        app = Quart("shop")
        app.before_serving(create_tables)

        @app.cli.command("show")
        def show():
            print("tables of", tables)

        return app

    app = create_app()
"""

DIVERGENCE = Divergence(
    id="FD069",
    feature="app",
    also=("cli", "tests"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ016", "FQ704"),
    harm="result",
    impact="A command that relies on what the start has prepared, such as tables or a directory, does not find it.",
    affects=(
        "you prepare something while the app is made, such as tables or directories, inside `app.app_context()` or "
        "`create_app`."
    ),
    flask="""
        from flask import Flask, current_app

        tables = []

        def create_tables():
            tables.append(current_app.name)

        def create_app():
            app = Flask("shop")
            with app.app_context():
                create_tables()

            @app.cli.command("show")
            def show():
                print("tables of", tables)

            return app

        app = create_app()
    """,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="tables of ['shop'], after a request of a test ['shop']",
            quart="tables of [], after a request of a test []",
        ),
    ),
    remedy=(
        "Do the work in `before_serving`, and in each command that needs it: both in an app context. In tests, open "
        "the client of `async with app.test_app() as test_app`."
    ),
    with_remedy=QUART.replace(
        'print("tables of", tables)',
        """asyncio.run(prepare())
            print("tables of", tables)

        async def prepare():
            async with app.app_context():
                await create_tables()""",
    ).replace("from quart", "import asyncio\n\n    from quart"),
    compat="work_at_start",
    detector=detected(
        Shape(
            "app context at start",
            sentence="Quart cannot enter this context here: the work moves to `before_serving`, which no command runs.",
        )
    ),
)
