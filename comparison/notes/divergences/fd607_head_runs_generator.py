"""`HEAD` for a streamed response: Flask never starts the generator, Quart runs it to its end.

Flask drops the body of a response to HEAD before it takes anything from it. Quart hands every part to the server,
which drops it. A HEAD request for an endless stream never ends.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import stream


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.head("/")
    return f"{response.status_code}, {len(probed.printed)} rows made"


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.get("/")
    async def rows():
        async def generate():
            for number in range(3):
                print("> row")
                yield f"{number}\\n"

        return generate()
"""

DIVERGENCE = Divergence(
    id="FD607",
    feature="streaming",
    also=("response",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ601", "FD752"),
    harm="availability",
    impact="A HEAD request costs as much as a download. For an endless stream it lasts until the client disconnects.",
    affects="you stream responses from a route that also answers `HEAD`, as each GET route does.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def rows():
            def generate():
                for number in range(3):
                    print("> row")
                    yield f"{number}\\n"

            return generate()
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200, 0 rows made", quart="200, 3 rows made"),),
    remedy=(
        "Replace the body in an after_request function when the method is HEAD. An error page has no body to "
        "replace (FD053)."
    ),
    with_remedy=QUART
    + """
    @app.after_request
    async def drop_body(response):
        if request.method == "HEAD" and hasattr(response, "data_body_class"):
            response.response = response.data_body_class(b"")
        return response
    """,
    compat="head_runs_generator",
    detector=detected(stream("HEAD runs this generator to its end.")),
)
