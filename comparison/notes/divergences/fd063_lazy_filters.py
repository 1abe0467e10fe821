"""`map`, `select` and `reject` before `sort` or `in` in a template: Flask renders it, Quart raises TypeError.

In an async Jinja environment these filters are lazy and return an async generator. Jinja's own list, join, first, sum,
groupby, unique and for loops await it. sort, max, batch, random, your own filters and tests, functions and the
operator `in` do not, and raise TypeError.
"""

from ...inspection.detector import TemplateUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return f"sort {await _text_or_status(probed, '/sort')}, in {await _text_or_status(probed, '/in')}"


async def _text_or_status(probed: ProbedApp, path: str) -> str:
    response = await probed.client.get(path)
    return response.text if response.status_code == 200 else str(response.status_code)


DIVERGENCE = Divergence(
    id="FD063",
    feature="templates",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    impact="A page whose template has an expression such as `names|map('upper')|sort` answers 500.",
    affects=(
        "you use `map`, `select`, `selectattr` or `reject` in a template, and pass its result to `sort`, `max`, "
        "`in` or your own filter."
    ),
    flask="""
        from flask import Flask, render_template_string

        app = Flask(__name__)

        @app.get("/sort")
        def sort():
            return render_template_string("{{ ['b', 'a']|map('upper')|sort|join }}")

        @app.get("/in")
        def contains():
            return render_template_string("{{ 'A' in ['a']|map('upper') }}")
    """,
    quart="""
        from quart import Quart, render_template_string

        app = Quart(__name__)

        @app.get("/sort")
        async def sort():
            return await render_template_string("{{ ['b', 'a']|map('upper')|sort|join }}")

        @app.get("/in")
        async def contains():
            return await render_template_string("{{ 'A' in ['a']|map('upper') }}")
    """,
    probe=probe,
    observations=(Observation(flask="sort AB, in True", quart="sort 500, in 500"),),
    remedy="Put `|list` after the lazy filter.",
    with_remedy="""
        from quart import Quart, render_template_string

        app = Quart(__name__)

        @app.get("/sort")
        async def sort():
            return await render_template_string("{{ ['b', 'a']|map('upper')|list|sort|join }}")

        @app.get("/in")
        async def contains():
            return await render_template_string("{{ 'A' in ['a']|map('upper')|list }}")
    """,
    detector=detected(
        TemplateUse(
            "lazy filter",
            sentence="`{name}` gets an async generator here, and raises TypeError: put `|list` before it.",
        ),
        example="{{ names|map('upper')|sort|join }}",
        file="templates/page.html",
    ),
    symptoms=(
        error_symptom(
            r"TypeError\(.*'async_generator' object.*|TypeError\(.*of type 'async_generator'.*",
            where=(("candidate trace", r".*\nsignal before-render-template: [^\n]*\n[^\n]*: raises TypeError.*"),),
            certain=False,
        ),
    ),
)
