"""An error handler for StopIteration is not called.

Python turns a StopIteration that leaves a coroutine into a RuntimeError (PEP 479): `next` without a default raises
another class in a view that is a coroutine.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    return (await opened.get())[:3]


DIVERGENCE = Divergence(
    id="FD018",
    feature="errors",
    cause="framework",
    severity="loud",
    users="The page that was a 404 is a 500.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def first():
            return next(iter([]))

        @app.errorhandler(StopIteration)
        def missing(error):
            return "missing", 404
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def first():
            return next(iter([]))

        @app.errorhandler(StopIteration)
        async def missing(error):
            return "missing", 404
    """,
    probe=probe,
    shown=(Shown(flask="404", quart="500"),),
    remedy="Give `next` a default, and abort.",
    closed="""
        from quart import Quart, abort

        app = Quart(__name__)

        @app.get("/")
        async def first():
            return next(iter([]), None) or abort(404)
    """,
)
