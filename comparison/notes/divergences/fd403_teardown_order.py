"""Functions of teardown_appcontext run in the order in which they were registered, and no longer in reverse.

Flask runs the last one first, as one closes what one has opened. So does Quart with teardown_request; with
teardown_appcontext its loop leaves out the `reversed`.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    before = len(probed.printed)
    await probed.get("/")
    return ", ".join(probed.printed[before:])


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "hello"

    @app.teardown_appcontext
    async def first(exc):
        print("> close connection")

    @app.teardown_appcontext
    async def second(exc):
        print("> write")
"""

DIVERGENCE = Divergence(
    id="FD403",
    feature="hooks",
    cause="framework",
    severity="silent",
    harm="data",
    impact="What depends on the order is lost: the connection is closed before the last data are written.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "hello"

        @app.teardown_appcontext
        def first(exc):
            print("> close connection")

        @app.teardown_appcontext
        def second(exc):
            print("> write")
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="write, close connection", quart="close connection, write"),),
    remedy="Register them in reverse, or reverse the list `app.teardown_appcontext_funcs` when all are registered.",
    with_remedy=f"{QUART}\n    app.teardown_appcontext_funcs.reverse()\n",
    compat="teardown_order",
)
