"""push and pop of a context are awaited; without that there is no context.

In Quart they send signals and open the session, and are coroutines. A call that is not awaited does nothing but give
a RuntimeWarning, and the next line that wants the app fails: `Not within an app context`.
"""

import inspect

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        found = probed.module.named()
        return str(await found if inspect.isawaitable(found) else found)
    except RuntimeError as error:
        return str(error).partition("\n")[0]


QUART = """
    from quart import Quart, current_app

    app = Quart("shop")

    def named():
        context = app.app_context()
        context.push()
        name = current_app.name
        context.pop(None)
        return name
"""

DIVERGENCE = Divergence(
    id="FD086",
    feature="context",
    cause="framework",
    severity="loud",
    impact="Scripts, shells and test fixtures fail that keep a context open without `with`.",
    flask="""
        from flask import Flask, current_app

        app = Flask("shop")

        def named():
            context = app.app_context()
            context.push()
            name = current_app.name
            context.pop(None)
            return name
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="shop", quart="Not within an app context"),),
    remedy=(
        "Await them, in one and the same task, and pop in a finally: an error would leave the context to what runs "
        "next."
    ),
    with_remedy="""
        from quart import Quart, current_app

        app = Quart("shop")

        async def named():
            context = app.app_context()
            await context.push()
            try:
                return current_app.name
            finally:
                await context.pop(None)
    """,
)
