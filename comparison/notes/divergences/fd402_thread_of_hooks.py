"""`teardown_appcontext` with a plain function: Flask calls it in the view's thread, Quart in another thread.

Quart runs plain hooks in a thread of its thread pool, and async views in the event loop's thread. sqlite3 refuses to
use a connection in another thread (ProgrammingError). The teardown runs before the response is sent, so its error
replaces the response. In Flask all run in one thread.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.get())[:3]


DIVERGENCE = Divergence(
    id="FD402",
    feature="hooks",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ401",),
    impact="The SQLite pattern of Flask's own tutorial fails on each request while the teardown is a plain function.",
    affects=(
        "you close a `sqlite3` connection, or anything bound to its thread, in a plain `teardown_appcontext` function."
    ),
    flask="""
        import sqlite3

        from flask import Flask, g

        app = Flask(__name__)

        @app.get("/")
        def page():
            g.db = sqlite3.connect(":memory:")
            return "page"

        @app.teardown_appcontext
        def close(error):
            if "db" in g:
                g.db.close()
    """,
    quart="""
        import sqlite3

        from quart import Quart, g

        app = Quart(__name__)

        @app.get("/")
        async def page():
            g.db = sqlite3.connect(":memory:")
            return "page"

        @app.teardown_appcontext
        def close(error):
            if "db" in g:
                g.db.close()
    """,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy=(
        "Make the teardown a coroutine function too. Or open with check_same_thread=False, one connection for each "
        "request: two requests that share a connection share its transaction, so that one commits the unfinished "
        "work of the other."
    ),
    with_remedy="""
        import sqlite3

        from quart import Quart, g

        app = Quart(__name__)

        @app.get("/")
        async def page():
            g.db = sqlite3.connect(":memory:")
            return "page"

        @app.teardown_appcontext
        async def close(error):
            if "db" in g:
                g.db.close()
    """,
    detector=detected(
        Shape(
            "plain teardown", sentence="`{name}` runs in another thread than the view: sqlite3 refuses its connection."
        )
    ),
    symptoms=(
        Symptom(
            "status",
            r"[1-4]\d\d",
            "500",
            where=(
                ("candidate trace", r".*\nteardown_appcontext [^\n]*: raises ProgrammingError\('SQLite objects .*"),
            ),
            certain=False,
        ),
    ),
)
