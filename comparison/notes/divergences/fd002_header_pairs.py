"""`return text, [(name, value), ...]` with a name twice: Flask sends both headers, Quart sends only the last.

This concerns a view that returns a text and a list of header pairs. Flask passes the list to the response's
constructor, which keeps all pairs. Quart creates the response first and calls `Headers.update`, which sets the name
anew for each pair. A dictionary whose value is a list keeps both.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return " ".join(response.headers.get_list("link"))


DIVERGENCE = Divergence(
    id="FD002",
    feature="response",
    also=("cookies",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ007",),
    impact=(
        "Of two Link or Set-Cookie headers in a view's header list only the last arrives: a preload, or a cookie, is "
        "missing."
    ),
    affects=(
        "you return a text together with a list of header pairs in which one name occurs twice, such as `Link` or "
        "`Set-Cookie`."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def page():
            return "page", [("Link", "</a>"), ("Link", "</b>")]
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "page", [("Link", "</a>"), ("Link", "</b>")]
    """,
    probe=probe,
    observations=(Observation(flask="</a> </b>", quart="</b>"),),
    remedy="Return a dictionary with a list as the value.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return "page", {"Link": ["</a>", "</b>"]}
    """,
    detector=detected(
        Shape("header repeated in a list", sentence="Of the headers of one name, only the last is sent.")
    ),
    symptoms=(Symptom("header .+", r".+ \| (?P<last>[^|]+)", "(?P=last)", certain=False),),
)
