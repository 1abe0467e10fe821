"""`map`, `select` and `reject` before `sort` or `in` in a template: Flask renders it, Quart raises TypeError.

In an async Jinja environment these filters are lazy and return an async generator. Jinja's own list, join, first, sum,
groupby, unique and for loops await it. sort, max, batch, reverse, your own filters and tests, functions and the
operator `in` do not, and raise TypeError. The test `is iterable` is silently false. `random` fails in Flask too.
"""

from ...inspection.detector import TemplateUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return ", ".join([f"{name} {await _text_or_status(probed, f'/{name}')}" for name in ("sort", "in", "iterable")])


async def _text_or_status(probed: ProbedApp, path: str) -> str:
    response = await probed.client.get(path)
    return response.text if response.status_code == 200 else str(response.status_code)


QUART = """
    from quart import Quart, render_template_string

    app = Quart(__name__)
    expressions = {
        "sort": "['b', 'a']|map('upper')|sort|join",
        "in": "'A' in ['a']|map('upper')",
        "iterable": "['a']|map('upper') is iterable",
    }

    @app.get("/<name>")
    async def page(name):
        return await render_template_string("{{ " + expressions[name] + " }}")
"""

DIVERGENCE = Divergence(
    id="FD063",
    feature="templates",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ006",),
    impact="A page whose template has an expression such as `names|map('upper')|sort` answers 500.",
    affects=(
        "you use `map`, `select`, `selectattr` or `reject` in a template, and pass its result to `sort`, `max`, "
        "`in` or your own filter."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="sort AB, in True, iterable True", quart="sort 500, in 500, iterable False"),),
    remedy="Put `|list` after the lazy filter.",
    with_remedy=QUART.replace("map('upper')", "map('upper')|list"),
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
