"""Find what the templates of an app use: filters and functions, and lazy filters where a list is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import nodes

from ..migrate.own_files import own_files
from .detector import TemplatePart, TemplateUse

_SUFFIXES = {".html", ".htm", ".j2", ".jinja", ".jinja2", ".txt", ".xml"}
_EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols")
# A longer file is none that a person wrote.
_LIMIT = 500_000  # bytes
# Filters of Jinja's that are lazy in an asynchronous environment, and those that read what is not a list.
_LAZY = {"map", "select", "reject", "selectattr", "rejectattr"}
_READS_LAZY = {
    "default", "first", "groupby", "join", "list", "map", "reject", "rejectattr", "select", "selectattr",
    "slice", "sum", "unique", "d",
}  # fmt: skip


@dataclass(frozen=True)
class TemplatePlace:
    """What a line of a template uses."""

    path: Path
    line: int
    part: TemplatePart
    name: str
    text: str


def is_meant(place: TemplatePlace, trigger: TemplateUse) -> bool:
    """Return whether a trigger means a place."""
    return place.part == trigger.part and (not trigger.names or place.name in trigger.names)


def template_places(paths: Iterable[Path]) -> Iterator[TemplatePlace]:
    """Yield what the files in directories named `templates` below these paths use.

    Files above _LIMIT, and those that Jinja cannot parse, are left out.
    """
    files = {file.resolve(): file for path in paths if path.is_dir() for file in own_files(path)}
    for file in files.values():
        if file.suffix in _SUFFIXES and "templates" in file.parts and file.stat().st_size <= _LIMIT:
            yield from _places_in(file, file.read_text(encoding="utf-8", errors="replace"))


def _places_in(path: Path, text: str) -> Iterator[TemplatePlace]:
    try:
        tree = jinja2.Environment(extensions=_EXTENSIONS, autoescape=True).parse(text)
    except jinja2.TemplateError:
        return
    lines = text.splitlines()
    for line, part, name in _uses(tree):
        yield TemplatePlace(path, line, part, name, lines[line - 1].strip() if line <= len(lines) else "")


def _uses(tree: nodes.Template) -> Iterator[tuple[int, TemplatePart, str]]:
    for filtered in tree.find_all(nodes.Filter):
        yield filtered.lineno, "filter", filtered.name
        if filtered.name not in _READS_LAZY and _is_lazy(filtered.node):
            yield filtered.lineno, "lazy filter", filtered.name
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield call.lineno, "function", call.node.name
            if any(map(_is_lazy, call.args)):
                yield call.lineno, "lazy filter", call.node.name
    for comparison in tree.find_all(nodes.Compare):
        for operand in comparison.ops:
            if operand.op in ("in", "notin") and _is_lazy(operand.expr):
                yield comparison.lineno, "lazy filter", "in"
    for test in tree.find_all(nodes.Test):
        if _is_lazy(test.node) or any(map(_is_lazy, test.args)):
            yield test.lineno, "lazy filter", test.name


def _is_lazy(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _LAZY
