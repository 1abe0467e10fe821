"""Jinja's `Template.render` and `stream` in a view: Flask runs both, in Quart `render` fails and `stream` is not lazy.

Quart's Jinja environment is asynchronous. There the synchronous methods start an event loop of their own with
`asyncio.run`. `render()` fails in a view, where a loop already runs. As the body of a response, `stream()` and
`generate()` run in a thread, and collect the whole page before they yield the first part.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import gap_uses


async def probe(probed: ProbedApp) -> str:
    rendered = await probed.get("/render")
    await probed.get("/stream")
    return f"render: {rendered[:3]}, stream: {' '.join(probed.printed)}"


QUART = """
    from quart import Quart

    app = Quart(__name__)
    template = app.jinja_env.from_string("{% for row in rows %}{{ row }} {% endfor %}")

    def rows():
        for number in range(3):
            print("> made")
            yield number

    @app.get("/render")
    async def render():
        return template.render(rows=range(3))

    @app.get("/stream")
    async def stream():
        def parts():
            for part in template.stream(rows=rows()):
                print("> sent") if part.strip() else None
                yield part

        return parts()
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD003",
    feature="templates",
    also=("streaming",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ006", "FQ604"),
    harm="speed",
    impact=(
        "`Template.stream` holds the whole page in memory and sends it only at the end; a page made with "
        "`Template.render` answers 500."
    ),
    affects=(
        "you call `render`, `stream` or `generate` of a Jinja template yourself, instead of `render_template` or "
        "`stream_template`."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="render: 200, stream: made sent made sent made sent",
            quart="render: 500, stream: made made made sent sent sent",
        ),
    ),
    remedy=(
        "Use `await template.render_async()` for `render`. For `stream` use `stream_template`, or `generate_async`, "
        "which has no `enable_buffering`."
    ),
    with_remedy=QUART.replace("return template.render(", "return await template.render_async(")
    .replace("def parts", "async def parts")
    .replace("for part in template.stream", "async for part in template.generate_async"),
    detector=detected(
        *gap_uses("FD003", "`{name}` fails in a view: an event loop runs there already."),
        NameUse(
            tuple(
                f"flask.Flask().jinja_env.{getter}().{method}"
                for getter in ("from_string", "get_template", "select_template", "get_or_select_template")
                for method in ("generate", "stream")
            ),
            sentence="`{name}` collects the whole page before it sends the first part.",
        ),
    ),
    symptoms=(
        error_symptom(r"RuntimeError\('asyncio.run\(\) cannot be called from a running event loop'\)", certain=False),
    ),
)
