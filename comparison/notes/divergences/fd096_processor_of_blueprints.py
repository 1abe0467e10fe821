"""`render_template` in a blueprint's view: Flask renders at once, Quart first waits for a thread of the pool.

Quart's blueprints have Flask's own context processor, which is not a coroutine function. Quart runs it in the event
loop's default thread pool before each template, though everything that it returns is known already. An app without
blueprints does not do this.
"""

import asyncio
import os

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

# As many threads as the event loop's default pool has.
POOL = min(32, (os.cpu_count() or 1) + 4)


async def probe(probed: ProbedApp) -> str:
    slow = [asyncio.create_task(probed.get("/slow")) for _ in range(POOL)]
    await probed.wait_for("waits", times=POOL)
    page = await probed.get("/page")
    # One that stops waiting frees a thread for the page.
    answers = await asyncio.gather(*slow)
    return f"{page}; the others {next((answer for answer in answers if 'never' in answer), answers[0])}"


QUART = """
    from threading import Event

    from quart import Blueprint, Quart, render_template_string

    app = Quart(__name__)
    pages = Blueprint("pages", __name__)
    page_rendered = Event()

    @app.get("/slow")
    def slow():
        print("\\n> waits\\n", end="")
        return "saw it" if page_rendered.wait(2) else "never saw it"

    @pages.get("/page")
    async def page():
        text = await render_template_string("a page")
        page_rendered.set()
        return text

    app.register_blueprint(pages)
"""

DIVERGENCE = Divergence(
    id="FD096",
    feature="app",
    also=("templates",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ006", "FQ403", "FD007"),
    harm="availability",
    impact=(
        "While blocking code holds all threads of the pool, no page of a blueprint is rendered. Each page waits for a "
        "thread."
    ),
    affects="you call `render_template` in a view of a `Blueprint`, while synchronous code keeps the thread pool busy.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="200 a page; the others 200 saw it",
            quart="200 a page; the others 200 never saw it",
            targets=("run",),
        ),
    ),
    remedy="Remove the processor before the blueprint is registered: `bp.template_context_processors[None].pop(0)`.",
    with_remedy=QUART.replace("app.reg", "pages.template_context_processors[None].pop(0)\n    app.reg"),
    compat="processor_of_blueprints",
    detector=detected(
        NameUse(
            ("flask.Flask().register_blueprint",),
            sentence="With a blueprint each template waits for a thread of the pool.",
        ),
        when=(NameUse(("flask.render_template", "flask.render_template_string")),),
    ),
)
