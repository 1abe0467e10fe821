"""A context variable that a sync hook sets is lost.

Quart runs a sync function in a thread of the pool, in a copy of the context; what it sets there ends with it. g is
shared by all copies, so it is not lost. Flask runs hooks and view in one thread and one context.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD450",
    feature="hooks",
    cause="framework",
    severity="silent",
    impact="Log lines lose their request id, and a tenant or a language that a hook chose is not chosen.",
    flask="""
        from contextvars import ContextVar

        from flask import Flask

        app = Flask(__name__)
        user = ContextVar("user", default="nobody")

        @app.before_request
        def bind():
            user.set("ada")

        @app.get("/")
        def index():
            return user.get()
    """,
    quart="""
        from contextvars import ContextVar

        from quart import Quart

        app = Quart(__name__)
        user = ContextVar("user", default="nobody")

        @app.before_request
        def bind():
            user.set("ada")

        @app.get("/")
        async def index():
            return user.get()
    """,
    probe=probe,
    observations=(Observation(flask="200 ada", quart="200 nobody"),),
    remedy="Write the hook with async def.",
    with_remedy="""
        from contextvars import ContextVar

        from quart import Quart

        app = Quart(__name__)
        user = ContextVar("user", default="nobody")

        @app.before_request
        async def bind():
            user.set("ada")

        @app.get("/")
        async def index():
            return user.get()
    """,
)
