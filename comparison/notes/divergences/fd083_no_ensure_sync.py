"""`app.ensure_sync`: Flask has it for decorators and extensions, Quart has only `ensure_async`.

Flask turns a coroutine function into a plain function with it. Quart converts in the other direction, with
`ensure_async`. The code of an extension that supports Flask's async views fails with an AttributeError.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    return (await probed.get())[:8]


DIVERGENCE = Divergence(
    id="FD083",
    feature="app",
    also=("extensions",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ013", "Flask-Login"),
    impact="Pages behind a decorator that calls `current_app.ensure_sync` answer 500.",
    affects="you, or an extension, call `app.ensure_sync`, mostly in a decorator that supports both kinds of views.",
    flask="""
        from functools import wraps

        from flask import Flask, current_app

        app = Flask(__name__)

        def checked(view):
            @wraps(view)
            def inner(**values):
                return current_app.ensure_sync(view)(**values)
            return inner

        @app.get("/")
        @checked
        def index():
            return "text"
    """,
    quart="""
        from functools import wraps

        from quart import Quart, current_app

        app = Quart(__name__)

        def checked(view):
            @wraps(view)
            def inner(**values):
                return current_app.ensure_sync(view)(**values)
            return inner

        @app.get("/")
        @checked
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="200 text", quart="500 <!do"),),
    remedy="Await `ensure_async(view)(...)`, in a decorator whose inner function is a coroutine function.",
    with_remedy="""
        from functools import wraps

        from quart import Quart, current_app

        app = Quart(__name__)

        def checked(view):
            @wraps(view)
            async def inner(**values):
                return await current_app.ensure_async(view)(**values)
            return inner

        @app.get("/")
        @checked
        async def index():
            return "text"
    """,
    detector=detected(*gap_uses("FD083", "`{name}`: Quart's app has no such method.")),
    symptoms=(error_symptom(r"AttributeError\(\"'\w+' object has no attribute '(ensure_sync|async_to_sync)'\"\)"),),
)
