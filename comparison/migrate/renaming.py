"""A package under another name: in imports and what they bind, and where a text names one of its modules."""

import re
from collections.abc import Iterator, Mapping

import libcst as cst

from .edits import Edit, span
from .function import imported_by
from .module import Module, root_of
from .project import Project

RENAME = "rename"
TEXTS = (cst.SimpleString, cst.FormattedStringText, cst.Comment)


def rename_edits(project: Project, module: Module, names: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that give packages other names; other words that are spelt so stay."""
    for place in (*roots_of_imports(module), *uses_of_imports(module, names)):
        if place.value in names:
            yield Edit(*span(module, place), names[place.value], RENAME)
    for kind in TEXTS:
        for node in module.all(kind):
            start, end = span(module, node)
            text = module.source[start:end].decode()
            for match in re.finditer(r"(?<![\w.@/\\-])(?:(?<=-m )(\w+)(?!\w)|(\w+)(?=:\w)|(\w+)(?=\.(\w+)))", text):
                old = match[1] or match[2] or match[3]
                known = match[4] is None or f"{old}.{match[4]}" in project.modules
                if old in names and known:
                    at = start + len(text[: match.start()].encode())
                    yield Edit(at, at + len(old.encode()), names[old], RENAME)


def roots_of_imports(module: Module) -> Iterator[cst.Name]:
    for statement in module.all(cst.ImportFrom):
        root = root_of(statement.module) if statement.module is not None and not statement.relative else None
        if isinstance(root, cst.Name):
            yield root
    for plain in module.all(cst.Import):
        for alias in plain.names:
            root = root_of(alias.name)
            if isinstance(root, cst.Name):
                yield root


def uses_of_imports(module: Module, names: Mapping[str, str]) -> Iterator[cst.Name]:
    """Yield the names that a plain import of a package binds, where they are used."""
    for name in module.all(cst.Name):
        parent = module.parent(name)
        if name.value not in names or (isinstance(parent, cst.Attribute) and parent.attr is name):
            continue
        found = [node for node, _ in module.definitions(name.value, module.scope_of(name))]
        if found and all(isinstance(one, cst.Import) and name.value in imported_by(one, name.value) for one in found):
            yield name
