"""Import from `quart` instead of `flask`.

Quart has Flask's names, in modules of the same names. The two frameworks share no context: an object of Flask's knows
nothing of a request that Quart serves.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.nodes import dotted_name, string_value
from ...migrate.source import Source
from ..rule import Rule

# Functions that replace what a text names.
_PATCHING = {"unittest.mock.patch", "mock.patch", "patch", "mocker.patch", "monkeypatch.setattr"}
_STAR_IMPORT = "a star import does not say which names are Flask's: import them by name, and run this again"


def rewrite(source: Source) -> Iterator[ReplacedText | ManualChange]:
    for statement in source.module.nodes(cst.ImportFrom):
        if not statement.relative and statement.module is not None:
            yield from _renamed(statement.module)
            if isinstance(statement.names, cst.ImportStar) and list(_renamed(statement.module)):
                yield ManualChange(statement, _STAR_IMPORT)
    plain = source.module.nodes(cst.Import)
    mixed = {statement for statement in plain if {"flask", "quart"} <= _roots(statement)}
    for alias in [alias for statement in plain if statement not in mixed for alias in statement.names]:
        yield from _renamed(alias.name)
    for name in source.uses("flask"):
        root = name.attr if isinstance(name, cst.Attribute) else name
        if root.value == "flask" and not (mixed and _stands_beside_quart(source, name)):
            yield ReplacedText(root, "quart")
    for call in (call for call in source.calls() if _is_patching(source, call)):
        for argument in call.args[:1]:
            yield from _patched(source, argument.value)


def _roots(statement: cst.Import) -> set[str]:
    """Return the packages that a statement imports. One that imports both frameworks means Flask itself."""
    return {alias.evaluated_name.partition(".")[0] for alias in statement.names}


def _stands_beside_quart(source: Source, node: cst.CSTNode) -> bool:
    """Return whether a statement names Quart, too: it gives Quart's names to Flask, for an extension."""
    outer = (outer for outer in source.module.ancestors(node) if isinstance(outer, cst.SimpleStatementLine))
    statement = next(outer, None)
    return any(statement in {*source.module.ancestors(name)} for name in source.module.names("quart"))


def _is_patching(source: Source, call: cst.Call) -> bool:
    """Return whether a call replaces what its first argument names."""
    return dotted_name(call.func) in _PATCHING or bool(source.origins(call.func) & _PATCHING)


def _patched(source: Source, target: cst.BaseExpression) -> Iterator[ReplacedText]:
    """Yield the change of a dotted name in a text, if it names Flask or a module's import of it."""
    parts = string_value(target).split(".")
    if isinstance(target, cst.SimpleString) and "flask" in parts[:-1]:
        before = parts[: parts.index("flask")]
        if not before or ".".join(before) in source.project.modules:
            text = ".".join([*before, "quart", *parts[len(before) + 1 :]])
            yield ReplacedText(target, f"{target.quote}{text}{target.quote}")


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
