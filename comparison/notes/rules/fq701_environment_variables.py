"""Begin environment variables with `QUART_` instead of `FLASK_`.

`app.config.from_prefixed_env()` and the command line read that prefix, and no other.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ReplacedText
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[ReplacedText]:
    literals: list[cst.SimpleString | cst.FormattedStringText] = [*source.module.nodes(cst.SimpleString)]
    for text in source.module.nodes(cst.FormattedString):
        literals += [part for part in text.parts[:1] if isinstance(part, cst.FormattedStringText)]
    for literal in literals:
        name = literal.raw_value if isinstance(literal, cst.SimpleString) else literal.value
        # Quart reads FLASK_DEBUG, and no QUART_DEBUG.
        if name.startswith("FLASK_") and name.replace("_", "").isalnum() and name.isupper() and name != "FLASK_DEBUG":
            yield ReplacedText(literal, literal.value.replace("FLASK_", "QUART_", 1))


RULE = Rule(
    id="FQ701",
    name="environment variables",
    feature="config",
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
