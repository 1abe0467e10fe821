"""Put one package in the place of another that has the same names: in imports, in their uses and in patched names."""

from collections.abc import Iterator

import libcst as cst

from .change import ReplacedText
from .nodes import dotted_name, string_value
from .source import Source

# Functions that replace what a text names.
_PATCHING = {"unittest.mock.patch", "mock.patch", "patch", "mocker.patch", "monkeypatch.setattr"}


def renamed_package(source: Source, old: str, new: str) -> Iterator[ReplacedText]:
    """Yield the changes that name `new` wherever a source imports, uses or patches `old`.

    A statement that imports both means what it says, and so do the statements that name both below it.
    """
    for statement in source.module.nodes(cst.ImportFrom):
        if statement.module is not None and imports_from(statement, old):
            yield ReplacedText(_root(statement.module), new)
    plain = source.module.nodes(cst.Import)
    mixed = {statement for statement in plain if {old, new} <= _packages(statement)}
    for alias in [alias for statement in plain if statement not in mixed for alias in statement.names]:
        if _root(alias.name).value == old:
            yield ReplacedText(_root(alias.name), new)
    for name in source.uses(old):
        root = name.attr if isinstance(name, cst.Attribute) else name
        if root.value == old and not (mixed and _stands_beside(source, name, new)):
            yield ReplacedText(root, new)
    for call in (call for call in source.calls() if _is_patching(source, call)):
        for argument in call.args[:1]:
            yield from _patched(source, argument.value, old, new)


def imports_from(statement: cst.ImportFrom, package: str) -> bool:
    """Return whether a statement imports names of a package, or of a module in it."""
    return not statement.relative and statement.module is not None and _root(statement.module).value == package


def _root(name: cst.Name | cst.Attribute) -> cst.Name:
    """Return the first name of a dotted one."""
    node: cst.BaseExpression = name
    while isinstance(node, cst.Attribute):
        node = node.value
    return cst.ensure_type(node, cst.Name)


def _packages(statement: cst.Import) -> set[str]:
    """Return the packages that a statement imports."""
    return {alias.evaluated_name.partition(".")[0] for alias in statement.names}


def _stands_beside(source: Source, node: cst.CSTNode, package: str) -> bool:
    """Return whether a node's statement names a package, too: it gives the package's names to the other."""
    outer = (outer for outer in source.module.ancestors(node) if isinstance(outer, cst.SimpleStatementLine))
    statement = next(outer, None)
    return any(statement in {*source.module.ancestors(name)} for name in source.module.names(package))


def _is_patching(source: Source, call: cst.Call) -> bool:
    """Return whether a call replaces what its first argument names."""
    return dotted_name(call.func) in _PATCHING or bool(source.origins(call.func) & _PATCHING)


def _patched(source: Source, target: cst.BaseExpression, old: str, new: str) -> Iterator[ReplacedText]:
    """Yield the change of a dotted name in a text, if it names the package or a module's import of it."""
    parts = string_value(target).split(".")
    if isinstance(target, cst.SimpleString) and old in parts[:-1]:
        before = parts[: parts.index(old)]
        if not before or ".".join(before) in source.project.modules:
            text = ".".join([*before, new, *parts[len(before) + 1 :]])
            yield ReplacedText(target, f"{target.quote}{text}{target.quote}")
