"""`response.call_on_close`: Flask calls the function when the response is closed, Quart has no such method.

Flask's response derives from Werkzeug's WSGI response. The server closes that response, which then calls the
registered functions. Quart's response derives from the part of Werkzeug that does no I/O, and is never closed.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    await probed.wait_for("closed", seconds=0.2)
    return ", ".join([str(response.status_code), *probed.printed])


DIVERGENCE = Divergence(
    id="FD407",
    feature="hooks",
    also=("response", "streaming", "files"),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ011", "FQ401"),
    impact="Each response of such a view is a 500.",
    affects="you call `response.call_on_close`, to close a file or to count a download at its end.",
    flask="""
        from flask import Flask, make_response

        app = Flask(__name__)

        @app.get("/")
        def index():
            print("> opened")
            response = make_response("hello")
            response.call_on_close(lambda: print("> closed"))
            return response
    """,
    quart="""
        from quart import Quart, make_response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            print("> opened")
            response = await make_response("hello")
            response.call_on_close(lambda: print("> closed"))
            return response
    """,
    probe=probe,
    observations=(Observation(flask="200, opened, closed", quart="500, opened"),),
    remedy=(
        "Stream the body. Open the resource in the generator, and close it in the generator's `finally`. A "
        "generator that never starts runs no `finally`, e.g. for HEAD with the remedy of FD607: a resource that "
        "the view opens itself then stays open."
    ),
    with_remedy="""
        from quart import Quart, make_response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            async def body():
                print("> opened")
                try:
                    yield "hello"
                finally:
                    print("> closed")

            return await make_response(body())
    """,
    detector=detected(*gap_uses("FD407", "`{name}`: Quart's response is never closed.")),
    symptoms=(error_symptom(r"AttributeError\(\"'Response' object has no attribute 'call_on_close'\"\)"),),
)
