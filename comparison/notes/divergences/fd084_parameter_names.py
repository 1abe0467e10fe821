"""Some parameters have other names or are gone, so that giving them by name is a TypeError.

`json.dumps(obj=)` is `object_`, `response.set_data(value=)` is `data`, `after_this_request(f=)` is `func`; `redirect`
takes no `Response`, and some functions of `cli` lack an option each. What is given by position works.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    answers = [(await probed.client.get(path)).status_code for path in ("/json", "/redirect")]
    return " ".join(str(status) for status in answers)


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
    cause="framework",
    severity="loud",
    impact="Such a page answers 500.",
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
    remedy="Give them by position; a response of the app's class is what redirect makes anyway.",
    with_remedy=QUART.replace("obj=", "").replace(", Response=app.response_class", ""),
)
