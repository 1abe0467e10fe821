"""`render_template`: Flask runs a template as a generator, Quart as an asynchronous one that awaits every piece.

Quart's environment always has `enable_async`, so that a template may call coroutine functions and loop over
asynchronous iterators. Each piece of text, and each value that a template calls, is awaited for that, also where
nothing waits: a page of 56 pieces takes 390 instead of 320 µs (measured 2026-11-30, Quart 0.23 on Python 3.13).
"""

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/")).text


QUART = """
    import inspect

    from jinja2 import DictLoader
    from quart import Quart, render_template

    app = Quart(__name__)
    app.jinja_loader = DictLoader({"page.html": "{{ kind() }}"})

    def kind():
        template = [call.frame.f_code for call in inspect.stack() if call.function == "root"]
        return "asynchronous" if template[0].co_flags & inspect.CO_ASYNC_GENERATOR else "plain"

    @app.get("/")
    async def index():
        return await render_template("page.html", kind=kind)
"""

DIVERGENCE = Divergence(
    id="FD099",
    feature="templates",
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ006", "FQ604", "FD062", "FD096"),
    harm="speed",
    impact="Each page takes longer, most of all one with many small pieces, and all other requests wait for it.",
    affects="you call `render_template`, in nearly every app, and one process has many pages to render.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async def", "def").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="plain", quart="asynchronous"),),
    remedy=(
        "Render with an overlay of the environment that has no async, as long as no template awaits anything. Let "
        "`stream_template` go on: its pages are long."
    ),
    with_remedy=QUART
    + """
    from jinja2 import Template

    plain = app.jinja_env.overlay()
    plain.is_async = False

    class PlainTemplate(Template):
        async def render_async(self, *context, **variables):
            return plain.get_template(self.name).render(*context, **variables)

    app.jinja_env.template_class = PlainTemplate
    plain.template_class = Template
""",
    compat="async_templates",
    detector=always("Each page of an app that renders templates, most of all those with many small pieces."),
)
