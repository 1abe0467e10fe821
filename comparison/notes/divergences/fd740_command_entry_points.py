"""Commands of extensions: `flask` loads entry points of `flask.commands`, `quart` those of `quart.commands`.

Flask-Migrate adds `flask db` in this way. Other extensions add a command when the app creates them, with `app.cli`:
those stay.
"""

import asyncio
import importlib
from pathlib import Path

from click.testing import CliRunner

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    module, cli = probed.module, importlib.import_module(f"{probed.framework}.cli")
    installed = Path(module.__file__ or "").parent / "note_commands-1.dist-info"
    installed.mkdir(exist_ok=True)
    (installed / "METADATA").write_text("Name: note-commands\nVersion: 1\n", encoding="utf-8")
    (installed / "entry_points.txt").write_text(
        f"[flask.commands]\ngreet = {module.__name__}:greet\n", encoding="utf-8"
    )
    group = (cli.FlaskGroup if probed.framework == "flask" else cli.QuartGroup)(create_app=lambda: probed.app)
    # The command sets this variable for good, and `app.run` then serves nothing: the runner restores it.
    runner = CliRunner(env={"FLASK_RUN_FROM_CLI": "true"})
    result = await asyncio.to_thread(runner.invoke, group, ["greet"])
    return result.output.strip() if result.exit_code == 0 else "no such command"


QUART = """
    import click

    from quart import Quart

    app = Quart(__name__)

    @click.command()
    def greet():
        click.echo("hello")
"""

DIVERGENCE = Divergence(
    id="FD740",
    feature="cli",
    also=("extensions",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ016", "Flask-Migrate"),
    harm="development",
    impact="A deployment that runs `flask db upgrade` stops: there is no such command.",
    affects="you use an extension that adds its commands with an entry point, as `flask db` of Flask-Migrate.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="hello", quart="no such command"),),
    remedy="Add the command to the app, with `app.cli.add_command`.",
    detector=undetectable("The command comes from the metadata of an installed package. Some extensions have one."),
    with_remedy=QUART + "    app.cli.add_command(greet)\n",
)
