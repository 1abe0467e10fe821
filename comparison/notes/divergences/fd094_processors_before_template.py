"""Context processors run before the template is looked for.

Quart's render_template updates the context first, and then asks Jinja for the template; Flask looks for the template
first. A template that is missing or broken costs what the processors do, and an error in a processor hides it.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    status = (await probed.client.get("/")).status_code
    return f"{status} {probed.printed}"


DIVERGENCE = Divergence(
    id="FD094",
    feature="templates",
    cause="framework",
    severity="cosmetic",
    harm="development",
    impact="What a context processor does (a query, a counter) happens also where the page cannot be rendered.",
    flask="""
        from flask import Flask, render_template

        app = Flask(__name__)

        @app.context_processor
        def extra():
            print("> processor")
            return {}

        @app.get("/")
        def index():
            return render_template("missing.html")
    """,
    quart="""
        from quart import Quart, render_template

        app = Quart(__name__)

        @app.context_processor
        async def extra():
            print("> processor")
            return {}

        @app.get("/")
        async def index():
            return await render_template("missing.html")
    """,
    probe=probe,
    observations=(Observation(flask="500 []", quart="500 ['processor']"),),
    remedy=("None needed, as long as processors only read (untried)."),
)
