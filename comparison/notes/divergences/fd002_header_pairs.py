"""A list of headers that has one name twice loses the first of them.

For a text Flask gives the list to the response's constructor, which keeps all pairs. Quart makes the response first
and calls `Headers.update`, which sets each name anew for each pair. A dictionary whose value is a list keeps both.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return " ".join(response.headers.get_list("link"))


DIVERGENCE = Divergence(
    id="FD002",
    feature="response",
    cause="framework",
    severity="silent",
    impact="Of two Link or Set-Cookie headers only the last arrives: a preload, or a cookie, is missing.",
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
)
