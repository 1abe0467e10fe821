"""Rename packages: in imports, in the names that they bind, and where texts and comments name their modules."""

import re
from collections.abc import Iterator, Mapping

import libcst as cst

from .function import modules_bound_to
from .module import Module
from .nodes import root_of
from .project import Project
from .text_edits import Edit, span

# What edits of this module have instead of a rule's id.
_RENAME = "rename"
_TEXT_NODES = (cst.SimpleString, cst.FormattedStringText, cst.Comment)
# A package's name in a text: `-m shop`, `shop:app`, or `shop.views`.
_PACKAGE_IN_TEXT = re.compile(r"(?<![\w.@/\\-])(?:(?<=-m )(\w+)(?!\w)|(\w+)(?=:\w)|(\w+)(?=\.(\w+)))")


def rename_edits(project: Project, module: Module, names: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that rename packages. Other words of the same spelling stay."""
    for node in (*_import_roots(module), *_uses_of_imports(module, names)):
        if node.value in names:
            yield Edit(*span(module, node), names[node.value], _RENAME)
    for kind in _TEXT_NODES:
        for text_node in module.nodes(kind):
            yield from _text_edits(project, module, text_node, names)


def _text_edits(project: Project, module: Module, node: cst.CSTNode, names: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits inside a text or a comment."""
    start, end = span(module, node)
    text = module.source[start:end].decode()
    for match in _PACKAGE_IN_TEXT.finditer(text):
        old_name = match[1] or match[2] or match[3]
        is_module = match[4] is None or f"{old_name}.{match[4]}" in project.modules
        if old_name in names and is_module:
            position = start + len(text[: match.start()].encode())
            yield Edit(position, position + len(old_name.encode()), names[old_name], _RENAME)


def _import_roots(module: Module) -> Iterator[cst.Name]:
    """Yield the first part of each absolute module name in an import statement."""
    for statement in module.nodes(cst.ImportFrom):
        root = root_of(statement.module) if statement.module is not None and not statement.relative else None
        if isinstance(root, cst.Name):
            yield root
    for plain in module.nodes(cst.Import):
        for alias in plain.names:
            root = root_of(alias.name)
            if isinstance(root, cst.Name):
                yield root


def _uses_of_imports(module: Module, names: Mapping[str, str]) -> Iterator[cst.Name]:
    """Yield the uses of the names that plain imports of these packages bind."""
    for name in module.nodes(cst.Name):
        parent = module.parent(name)
        if name.value not in names or (isinstance(parent, cst.Attribute) and parent.attr is name):
            continue
        definitions = [node for node, _ in module.definitions(name.value, module.scope_of(name))]
        if definitions and all(
            isinstance(node, cst.Import) and name.value in modules_bound_to(node, name.value) for node in definitions
        ):
            yield name
