"""`render_template` for a missing template: Flask fails at once, Quart runs the context processors first.

Quart's `render_template` updates the context first, and then asks Jinja for the template. Flask looks for the template
first. For a missing or broken template the processors therefore run in vain, and an error in a processor hides it.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    status = (await probed.client.get("/")).status_code
    return f"{status} {probed.printed}"


QUART = """
    from quart import Quart, render_template

    app = Quart(__name__)

    @app.context_processor
    async def extra():
        print("> processor")
        return {}

    @app.get("/")
    async def index():
        return await render_template("missing.html")
"""

DIVERGENCE = Divergence(
    id="FD094",
    feature="templates",
    cause="framework",
    severity="cosmetic",
    likelihood="few apps",
    related=("FQ006", "FQ403"),
    harm="development",
    impact="Context processors run (a query, a counter) even if the template is missing or broken.",
    affects=(
        "you have a `context_processor` with a side effect, such as a query or a counter, and a template can be "
        "missing."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="500 []", quart="500 ['processor']"),),
    remedy="None is needed as long as processors only read. Otherwise, ask Jinja for the template first.",
    with_remedy=QUART.replace(
        'render_template("missing.html")', 'render_template(app.jinja_env.get_template("missing.html"))'
    ),
    detector=undetectable(
        "It shows only if a template is missing or broken, and a context processor does more than read."
    ),
    symptoms=(
        Symptom(
            "trace",
            r".*\nview [^\n]*: raises Template.*",
            r".*\ntemplate_context_processors [^\n]*\nview [^\n]*: raises Template.*",
            equal_after="hooks",
        ),
    ),
)
