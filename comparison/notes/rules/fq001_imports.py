"""Import from `quart` instead of `flask`.

Quart has Flask's names, in modules of the same names. The two frameworks share no context: an object of Flask's knows
nothing of a request that Quart serves.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.module import dotted_name
from ...migrate.source import Source
from ..rule import Rule

_STAR_IMPORT = "a star import does not say which names are Flask's: import them by name, and run this again"


def rewrite(source: Source) -> Iterator[ReplacedText | ManualChange]:
    for statement in source.module.nodes(cst.ImportFrom):
        if not statement.relative and statement.module is not None:
            yield from _renamed(statement.module)
            if isinstance(statement.names, cst.ImportStar) and list(_renamed(statement.module)):
                yield ManualChange(statement, _STAR_IMPORT)
    for plain in source.module.nodes(cst.Import):
        for alias in plain.names:
            yield from _renamed(alias.name)
    for name in source.uses("flask"):
        if isinstance(name, cst.Name) and name.value == "flask":
            yield ReplacedText(name, "quart")


def _renamed(name: cst.Name | cst.Attribute) -> Iterator[ReplacedText]:
    """Yield the change of a module's name, if it is Flask's."""
    root = name
    while isinstance(root, cst.Attribute) and isinstance(root.value, cst.Name | cst.Attribute):
        root = root.value
    if dotted_name(root) == "flask":
        yield ReplacedText(root, "quart")


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
