"""The command `shell`: in `flask shell` you call what you like, in `quart shell` no coroutine can be run.

`quart shell` reads your lines inside of `asyncio.run`, since an app context needs a running loop. In there `await` is a
syntax error, and another `asyncio.run` raises RuntimeError, so neither a query nor `render_template` can be tried.
"""

import asyncio

from ...inspection.detector import FileLine, NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    call = getattr(probed.module, "LINE", "print(name())")
    runner = probed.app.test_cli_runner()
    result = await asyncio.to_thread(runner.invoke, probed.module.shell_command, [], input=f"{call}\n")
    return "anna" if "anna" in result.output else "RuntimeError" if "RuntimeError" in result.output else result.output


QUART = """
    import asyncio
    import contextlib

    from quart import Quart, render_template_string
    from quart.cli import shell_command

    LINE = "print(run(name()))"
    app = Quart(__name__)

    async def name():
        return await render_template_string("{{ 'ANNA'|lower }}")

    def run(coroutine):
        with contextlib.closing(coroutine):
            return asyncio.run(coroutine)

    @app.shell_context_processor
    def names():
        return {"run": run, "name": name}
"""

DIVERGENCE = Divergence(
    id="FD753",
    feature="cli",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ016",),
    harm="development",
    impact="What a team corrects or looks up by hand in the shell, at the worst in an emergency, cannot be called.",
    affects="you correct or look up something by hand in `flask shell`.",
    flask="""
        from flask import Flask, render_template_string
        from flask.cli import shell_command

        app = Flask(__name__)

        def name():
            return render_template_string("{{ 'ANNA'|lower }}")

        @app.shell_context_processor
        def names():
            return {"name": name}
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="anna", quart="RuntimeError"),),
    remedy=(
        "Offer a function in the shell that runs a coroutine in a thread, with the shell's context. Or start "
        "`python -m asyncio`, where `await` works, and enter `app.app_context()`."
    ),
    with_remedy=QUART.replace(
        "import contextlib",
        "from concurrent.futures import ThreadPoolExecutor\n    from contextvars import copy_context",
    ).replace(
        "        with contextlib.closing(coroutine):\n            return asyncio.run(coroutine)",
        """        with ThreadPoolExecutor() as threads:
            return threads.submit(copy_context().run, asyncio.run, coroutine).result()""",
    ),
    detector=detected(
        NameUse(
            ("flask.Flask().shell_context_processor",),
            how="decorator",
            sentence="In `quart shell` no coroutine can be run: of these names, only plain functions are of use.",
        ),
        FileLine(r"\b(?:flask|quart)\b.*\bshell\b", sentence="In this shell no coroutine can be run."),
    ),
)
