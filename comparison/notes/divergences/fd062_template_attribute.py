"""get_template_attribute always fails.

It asks Jinja for the template's module, which an environment with enable_async refuses with RuntimeError, and
Quart's is always one.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return response.text if response.status_code == 200 else str(response.status_code)


DIVERGENCE = Divergence(
    id="FD062",
    feature="templates",
    cause="framework",
    severity="loud",
    impact="Pages that use a macro of a template from Python answer 500.",
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
    remedy="Make the module with make_module_async, and await what its macro gives.",
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
)
