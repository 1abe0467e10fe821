"""`get_template_attribute`: Flask returns the template's macro, Quart always raises RuntimeError.

It asks Jinja for the template's module. An environment with `enable_async` refuses that with RuntimeError, and Quart's
environment always has `enable_async`.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return response.text if response.status_code == 200 else str(response.status_code)


DIVERGENCE = Divergence(
    id="FD062",
    feature="templates",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ006",),
    impact="Pages that call a template's macro through `get_template_attribute` answer 500.",
    affects="you call `get_template_attribute` to use a macro of a template in Python code.",
    flask="""
        from flask import Flask, get_template_attribute
        from jinja2 import DictLoader

        app = Flask(__name__)
        app.jinja_loader = DictLoader({"macros.html": "{% macro hello(name) %}Hello {{ name }}{% endmacro %}"})

        @app.get("/")
        def index():
            return get_template_attribute("macros.html", "hello")("Ada")
    """,
    quart="""
        from quart import Quart, get_template_attribute
        from jinja2 import DictLoader

        app = Quart(__name__)
        app.jinja_loader = DictLoader({"macros.html": "{% macro hello(name) %}Hello {{ name }}{% endmacro %}"})

        @app.get("/")
        async def index():
            return get_template_attribute("macros.html", "hello")("Ada")
    """,
    probe=probe,
    observations=(Observation(flask="Hello Ada", quart="500"),),
    remedy="Create the module with `make_module_async`, and await the result of its macro.",
    with_remedy="""
        from quart import Quart
        from jinja2 import DictLoader

        app = Quart(__name__)
        app.jinja_loader = DictLoader({"macros.html": "{% macro hello(name) %}Hello {{ name }}{% endmacro %}"})

        @app.get("/")
        async def index():
            module = await app.jinja_env.get_template("macros.html").make_module_async()
            return await module.hello("Ada")
    """,
    upstream="pallets/quart#290",
    detector=detected(*gap_uses("FD062", "`{name}` raises RuntimeError: the template environment is asynchronous.")),
    symptoms=(error_symptom(r"RuntimeError\('Module is not available in async mode\.'\)"),),
)
