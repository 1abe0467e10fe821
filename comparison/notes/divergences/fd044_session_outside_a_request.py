"""`session` in an app context without a request: Flask raises RuntimeError, Quart 0.23 raises AttributeError.

In Quart 0.23 an app context has a session, which is None, and marks it as accessed. The proxy is not even false. So a
template that asks `{% if session %}` fails in a command or background task, and `except RuntimeError` catches nothing.
Quart 0.22 is as Flask.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"{response.status_code} {response.text if response.status_code == 200 else ''}".strip()


QUART = """
    import asyncio
    import contextvars

    from quart import Quart, render_template_string, session

    app = Quart(__name__)
    app.secret_key = "secret"

    async def mail():
        async with app.app_context():
            return await render_template_string("Hello{% if session %}, {{ session.name }}{% endif %}")

    @app.get("/")
    async def index():
        # A context of its own, as that of a command or a worker of a queue.
        return await asyncio.create_task(mail(), context=contextvars.Context())
"""

DIVERGENCE = Divergence(
    id="FD044",
    feature="context",
    also=("session", "cli"),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ704", "FD087"),
    impact=(
        "Mails that a command or a background task renders from a shared template are not sent, and code that tries "
        "`session` and expects RuntimeError outside a request stops."
    ),
    affects="you render a template that names `session` in a command or a background task, or try to read it there.",
    flask="""
        from contextvars import Context

        from flask import Flask, render_template_string, session

        app = Flask(__name__)
        app.secret_key = "secret"

        def mail():
            with app.app_context():
                return render_template_string("Hello{% if session %}, {{ session.name }}{% endif %}")

        @app.get("/")
        def index():
            # A context of its own, as that of a command or a worker of a queue.
            return Context().run(mail)
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 Hello", quart="500", quart_version=">=0.23"),),
    remedy="Ask `has_request_context()` before you use `session`. A template needs it as a global.",
    with_remedy=QUART.replace("if session %", "if has_request_context() and session %")
    .replace("render_template_string, session", "has_request_context, render_template_string, session")
    .replace(
        "    async def mail",
        '    app.jinja_env.globals["has_request_context"] = has_request_context\n\n    async def mail',
    ),
    detector=undetectable(
        "Whether a template or a function runs outside a request shows only when it runs. It concerns apps that render "
        "shared templates in commands or background tasks: few."
    ),
    symptoms=(
        Symptom(
            "status",
            r"[123]\d\d",
            "500",
            (("candidate error", r"AttributeError\(.*has no attribute 'accessed'.*"),),
            quart_version=">=0.23",
        ),
    ),
)
