"""`TESTING` and an exception in a view: Flask's test client raises it, Quart's returns a 500.

Quart's own app code raises it too, but its ASGI code turns it into a page with the traceback if TESTING or debug is
set.
"""

import inspect

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart

    app = Quart(__name__)
    app.config.update(TESTING=True)

    @app.get("/")
    async def page():
        raise KeyError("x")

    async def check():
        try:
            response = await app.test_client().get("/")
        except Exception as error:
            return type(error).__name__
        return response.status_code
"""

DIVERGENCE = Divergence(
    id="FD726",
    feature="tests",
    also=("errors",),
    cause="test client",
    severity="loud",
    likelihood="many apps",
    related=("FQ702",),
    harm="development",
    impact="pytest.raises fails. A test that does not check the status does not report the exception.",
    affects=(
        "you expect an exception from `client.get(...)` in a test, with `pytest.raises`, or rely on it to fail the "
        "test."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="KeyError", quart="500"),),
    remedy="Assert the status, or raise in the test what `got_request_exception` brings.",
    with_remedy=QUART.replace("import Quart", "import Quart, got_request_exception").replace(
        '            response = await app.test_client().get("/")',
        """
            errors = []

            async def note(sender, exception, **extra):
                errors.append(exception)

            with got_request_exception.connected_to(note, app):
                response = await app.test_client().get("/")
            for error in errors:
                raise error""",
    ),
    detector=detected(
        Shape("request that is to raise", sentence="Quart's client raises nothing here: it returns a 500."),
        example="""
            import pytest
            from flask import Flask

            def test_error():
                with pytest.raises(KeyError):
                    Flask(__name__).test_client().get("/")
        """,
        file="test_app.py",
    ),
)
