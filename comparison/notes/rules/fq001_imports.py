"""Import from `quart` instead of `flask`.

Quart has Flask's names, in modules of the same names. The two frameworks share no context: an object of Flask's knows
nothing of a request that Quart serves.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.renamed_package import imports_from, renamed_package
from ...migrate.source import Source
from ..rule import Rule

_STAR_IMPORT = "a star import does not say which names are Flask's: import them by name, and run this again"


def rewrite(source: Source) -> Iterator[ReplacedText | ManualChange]:
    yield from renamed_package(source, "flask", "quart")
    for statement in source.module.nodes(cst.ImportFrom):
        if isinstance(statement.names, cst.ImportStar) and imports_from(statement, "flask"):
            yield ManualChange(statement, _STAR_IMPORT)


RULE = Rule(
    id="FQ001",
    name="imports",
    feature="app",
    symptom="The app cannot be imported: `flask` has no `Quart`.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return request.args.get("name", "nobody")
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.args.get("name", "nobody")
    """,
    responses=("200 nobody",),
    without_rule=("ImportError: cannot import name 'Quart' from 'flask'",),
    rewrite=rewrite,
)
