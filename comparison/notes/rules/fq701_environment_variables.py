"""Begin the environment variables that the framework reads with `QUART_` instead of `FLASK_`.

The command line reads a few of that prefix, and `app.config.from_prefixed_env()` all of them. A variable of the app's
own that shares the prefix keeps its name where nothing reads the prefix: files beside the app set it.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.source import Source
from ..rule import Rule

_READ = {"FLASK_APP", "FLASK_RUN_HOST", "FLASK_RUN_PORT", "FLASK_RUN_CERT", "FLASK_RUN_KEY", "FLASK_SKIP_DOTENV"}
_OWN = "nothing of Quart reads this variable: rename it everywhere it is set, or keep it"
# Quart reads FLASK_DEBUG, and no QUART_DEBUG.
_KEPT = {"FLASK_DEBUG", "FLASK_ENV"}


def rewrite(source: Source) -> Iterator[ReplacedText | ManualChange]:
    literals: list[cst.SimpleString | cst.FormattedStringText] = [*source.module.nodes(cst.SimpleString)]
    for text in source.module.nodes(cst.FormattedString):
        literals += [part for part in text.parts[:1] if isinstance(part, cst.FormattedStringText)]
    for literal in literals:
        name = literal.raw_value if isinstance(literal, cst.SimpleString) else literal.value
        if not name.startswith("FLASK_") or not name.replace("_", "").isalnum() or not name.isupper() or name in _KEPT:
            continue
        if name in _READ or _is_prefix_read(source):
            yield ReplacedText(literal, literal.value.replace("FLASK_", "QUART_", 1))
        else:
            yield ManualChange(literal, _OWN)


def _is_prefix_read(source: Source) -> bool:
    """Return whether the project reads all variables of the prefix into its configuration."""
    calls = [call for module in source.project.modules.values() for call in module.nodes(cst.Call)]
    return any(isinstance(call.func, cst.Attribute) and call.func.attr.value == "from_prefixed_env" for call in calls)


RULE = Rule(
    id="FQ701",
    name="environment variables",
    feature="config",
    also=("cli",),
    symptom="Settings in variables that begin with `FLASK_` are ignored, without an error or a warning.",
    before="""
        import os

        from flask import Flask

        PREFIX = "FLASK_"
        app = Flask(__name__)
        os.environ[PREFIX + "COLOUR"] = "blue"
        app.config.from_prefixed_env()
        del os.environ[PREFIX + "COLOUR"]

        @app.get("/")
        def index():
            return app.config.get("COLOUR", "no colour")
    """,
    after="""
        import os

        from quart import Quart

        PREFIX = "QUART_"
        app = Quart(__name__)
        os.environ[PREFIX + "COLOUR"] = "blue"
        app.config.from_prefixed_env()
        del os.environ[PREFIX + "COLOUR"]

        @app.get("/")
        async def index():
            return app.config.get("COLOUR", "no colour")
    """,
    responses=("200 blue",),
    without_rule=("200 no colour",),
    rewrite=rewrite,
)
