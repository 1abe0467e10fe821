"""A view that returns a tuple of headers, a text status or `map()`: Flask accepts it, Quart answers 500.

Quart has its own `make_response`. Headers must be a dict, a list or `Headers`, not a tuple. A status must be a number,
not a text such as '201 Created'. Of the iterators only generators are accepted, so `iter()` and `map()` are not. A
WSGI app is not accepted as a response. Each of these raises TypeError or ValueError when the view is called.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    paths = ("/headers", "/status", "/iterator")
    return ", ".join([f"{path} {(await probed.client.get(path)).status_code}" for path in paths])


DIVERGENCE = Divergence(
    id="FD051",
    feature="response",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ007",),
    impact="A view that returns a tuple of headers, a status such as '201 Created', or `map()` answers 500.",
    affects=(
        'you return headers as a tuple, a status as text such as `"201 Created"`, or a plain iterator such as '
        "`map()` from a view."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/headers")
        def headers():
            return "text", (("X-Name", "value"),)

        @app.get("/status")
        def status():
            return "text", "201 Created"

        @app.get("/iterator")
        def iterator():
            return map(str, [1, 2])
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/headers")
        async def headers():
            return "text", (("X-Name", "value"),)

        @app.get("/status")
        async def status():
            return "text", "201 Created"

        @app.get("/iterator")
        async def iterator():
            return map(str, [1, 2])
    """,
    probe=probe,
    observations=(
        Observation(flask="/headers 200, /status 201, /iterator 200", quart="/headers 500, /status 500, /iterator 500"),
    ),
    remedy=(
        "Return headers as a list or a dict, and statuses as numbers. Turn an iterator into a generator or a Response."
    ),
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/headers")
        async def headers():
            return "text", [("X-Name", "value")]

        @app.get("/status")
        async def status():
            return "text", 201

        @app.get("/iterator")
        async def iterator():
            return (str(number) for number in [1, 2])
    """,
    detector=detected(
        Shape(
            "view returns what Quart refuses", sentence="`{name}` raises TypeError or ValueError: the answer is a 500."
        )
    ),
    symptoms=(
        error_symptom(r"TypeError\('The response value type \((map|filter|zip|\w+_iterator)\) is not valid'\)"),
        error_symptom(r"TypeError\(\"int\(\) argument must be .* not 'tuple'\"\)", certain=False),
        error_symptom(
            r"ValueError\(\"invalid literal for int\(\) with base 10: '(?P=status) [^'\n]*'\"\)",
            baseline=r"(?P<status>[1-4]\d\d)",
        ),
    ),
)
