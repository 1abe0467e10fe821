"""`ContextVar` that a plain hook sets: Flask's view reads the value, Quart's view does not.

Quart runs a sync function in a thread of its thread pool, in a copy of the context. Variables that it sets are lost
with the copy. All copies share `g`, so values in `g` are kept. Flask runs hooks and view in one thread and one
context.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD450",
    feature="hooks",
    also=("context",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ401",),
    impact="Log lines lack their request id, and views ignore the tenant or the language that a hook sets.",
    affects=(
        "you set a `ContextVar` in a plain `before_request` function, for a request id, a tenant, a language or "
        "structlog."
    ),
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
    remedy="Write the hook with `async def`.",
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
    detector=detected(
        Shape(
            "context variable in a plain hook",
            sentence="The view does not see what this sets: the hook runs in a copy.",
        )
    ),
)
