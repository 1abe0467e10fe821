"""`PROPAGATE_EXCEPTIONS`: Flask raises the exception itself, Quart 0.23 raises it inside an ExceptionGroup.

Quart 0.23 handles each request in an asyncio.TaskGroup, which wraps every exception that is raised in it. Quart 0.22
raises the exception itself.
"""

import inspect
from typing import Any

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        response = await _result_of(probed.app.test_client().get("/"))
    except Exception as error:
        return type(error).__name__
    return str(response.status_code)


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


DIVERGENCE = Divergence(
    id="FD728",
    feature="config",
    also=("errors", "tests"),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ702", "FD726"),
    impact="pytest.raises, and middleware that catches an exception by its class, no longer match.",
    affects="you set `PROPAGATE_EXCEPTIONS`, or catch exceptions of views in a test or in middleware, with Quart 0.23.",
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config.update(PROPAGATE_EXCEPTIONS=True)

        @app.get("/")
        def page():
            raise KeyError("x")
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.config.update(PROPAGATE_EXCEPTIONS=True)

        @app.get("/")
        async def page():
            raise KeyError("x")
    """,
    probe=probe,
    observations=(Observation(flask="KeyError", quart="ExceptionGroup", quart_version=">=0.23"),),
    remedy=(
        "Use except* or pytest.RaisesGroup. Or take a single exception out of its group in a wrapper around asgi_app."
    ),
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)
        app.config.update(PROPAGATE_EXCEPTIONS=True)
        asgi_app = app.asgi_app

        async def raise_single_exception(scope, receive, send):
            try:
                await asgi_app(scope, receive, send)
            except ExceptionGroup as group:
                if len(group.exceptions) > 1:
                    raise
                raise group.exceptions[0] from None

        app.asgi_app = raise_single_exception

        @app.get("/")
        async def page():
            raise KeyError("x")
    """,
    detector=detected(
        SettingUse(
            ("PROPAGATE_EXCEPTIONS",),
            place="everywhere",
            value="True",
            sentence="Quart 0.23 raises the exception inside an ExceptionGroup.",
        )
    ),
)
