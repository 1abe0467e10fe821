"""A loop over an undefined name with `StrictUndefined`: Flask raises UndefinedError, Quart renders no item.

Quart's templates are asynchronous. There a loop asks its value for `__aiter__`, which Jinja's `Undefined` has, and
which `StrictUndefined` does not forbid. Other uses of the name raise as they do in Flask.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"{response.status_code} {response.text if response.status_code == 200 else ''}".strip()


QUART = """
    from jinja2 import StrictUndefined
    from quart import Quart, render_template_string

    app = Quart(__name__)
    app.jinja_env.undefined = StrictUndefined

    @app.get("/")
    async def index():
        return await render_template_string("Items:{% for item in itmes %} {{ item }}{% endfor %}", items=[1, 2])
"""

DIVERGENCE = Divergence(
    id="FD045",
    feature="templates",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ006",),
    impact="A misspelt name, which your tests found with Flask, becomes an empty list on the page.",
    affects="you set `StrictUndefined` for your templates.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="500", quart="200 Items:"),),
    remedy="Use a subclass of StrictUndefined that forbids asynchronous loops too.",
    with_remedy=QUART.replace(
        "app.jinja_env.undefined = StrictUndefined",
        """
    class Strict(StrictUndefined):
        __aiter__ = StrictUndefined.__iter__

    app.jinja_env.undefined = Strict""",
    ),
    detector=detected(
        NameUse(
            ("jinja2.StrictUndefined",), sentence="A loop over an undefined name renders nothing, without an error."
        )
    ),
    symptoms=(Symptom("status", "500", "200", (("baseline error", r"UndefinedError\(.*"),), certain=False),),
)
