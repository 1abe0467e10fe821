"""`json.dumps(obj=...)`, `redirect(Response=...)` and other keywords: Flask accepts them, Quart raises TypeError.

Quart's parameters have other names, or are missing. `json.dumps(obj=)` is `object_`, `response.set_data(value=)` is
`data`, `after_this_request(f=)` is `func`. `redirect` takes no `Response`. `ScriptInfo`, `load_dotenv` and
`locate_app` in `cli` lack one option each. Positional arguments work.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    statuses = [(await probed.client.get(path)).status_code for path in ("/json", "/redirect")]
    return " ".join(str(status) for status in statuses)


QUART = """
    from quart import Quart, json, redirect

    app = Quart(__name__)

    @app.get("/json")
    async def as_json():
        return json.dumps(obj=[1])

    @app.get("/redirect")
    async def elsewhere():
        return redirect("/json", Response=app.response_class)
"""

DIVERGENCE = Divergence(
    id="FD084",
    feature="app",
    also=("json", "response"),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ001",),
    impact="A page that calls `json.dumps(obj=...)` or `redirect(..., Response=...)` answers 500.",
    affects=(
        "you pass `obj=` to `json.dumps`, `value=` to `set_data`, `f=` to `after_this_request` or `Response=` to "
        "`redirect`."
    ),
    flask="""
        from flask import Flask, json, redirect

        app = Flask(__name__)

        @app.get("/json")
        def as_json():
            return json.dumps(obj=[1])

        @app.get("/redirect")
        def elsewhere():
            return redirect("/json", Response=app.response_class)
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 302", quart="500 500"),),
    remedy=(
        "Pass these arguments by position. Leave out `Response`: `redirect` makes a response of the app's class anyway."
    ),
    with_remedy=QUART.replace("obj=", "").replace(", Response=app.response_class", ""),
    detector=detected(
        *gap_uses("FD084", "Quart's `{name}` has no such parameter: TypeError."),
        NameUse(("flask.Response().set_data",), only_with=("value",), sentence="`{name}` has no parameter `value`."),
        NameUse(("flask.after_this_request",), only_with=("f",), sentence="`{name}` has no parameter `f`."),
    ),
    symptoms=(
        error_symptom(r"TypeError\(\"redirect\(\) got an unexpected keyword argument 'Response'\"\)"),
        error_symptom(r"TypeError\(\"\w+\(\) missing 1 required positional argument: 'object_'\"\)"),
    ),
)
