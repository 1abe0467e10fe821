"""Changes as text: where something is put in or replaced, and on whose account."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from .change import AsyncBlock, Awaited, Change, Coroutine, Text
from .module import Module

# What binds tighter than `await`.
TIGHTER = (cst.Attribute, cst.Call, cst.Subscript)


@dataclass(frozen=True)
class Edit:
    """The bytes from `start` to `end` become `text`, because of `rule`; at one place, the lower `order` comes first."""

    start: int
    end: int
    text: str
    rule: str
    order: int = 0


def edits_of(module: Module, change: Change, rule: str) -> Iterator[Edit]:
    """Yield the edits that a change stands for; names and their imports are edited together, elsewhere.

    Of what begins at one place, the outer comes first; of what ends there, the inner.
    """
    start, end = span(module, change.node)
    match change:
        case Awaited(node=node):
            if needs_parentheses(module, node):
                yield Edit(start, start, "(await ", rule, -end)
                yield Edit(end, end, ")", rule, -start - len(module.source))
            else:
                yield Edit(start, start, "await ", rule, -end)
        case Coroutine(node=node):
            place = module.source.rindex(b"def", 0, span(module, node.name)[0])
            yield Edit(place, place, "async ", rule)
        case AsyncBlock(node=node):
            place = module.source.index(b"for", start) if isinstance(node, cst.CompFor) else start
            yield Edit(place, place, "async ", rule)
        case Text(text=text):
            # What is taken out takes the blanks before it along.
            while not text and module.source[start - 1 : start] == b" ":
                start -= 1
            yield Edit(start, end, text, rule)


def span(module: Module, node: cst.CSTNode) -> tuple[int, int]:
    found = module.spans[node]
    return module.shift + found.start, module.shift + found.start + found.length


def needs_parentheses(module: Module, node: cst.BaseExpression) -> bool:
    parent = module.parent(node)
    inside = isinstance(parent, TIGHTER) and (parent.func if isinstance(parent, cst.Call) else parent.value) is node
    return inside and not node.lpar


@dataclass(frozen=True)
class Applied:
    """The new text, and which rules changed each line of the old one and of the new one, counted from 1."""

    text: bytes
    before: Mapping[int, frozenset[str]]
    after: Mapping[int, frozenset[str]]


def applied(source: bytes, edits: Iterable[Edit]) -> Applied:
    """Return the source with its edits; one inside of another is gone with what the other replaces."""
    parts: list[bytes] = []
    before: dict[int, frozenset[str]] = {}
    after: dict[int, frozenset[str]] = {}
    at, old, new = 0, 1, 1
    for edit in sorted(set(edits), key=lambda one: (one.start, one.end, one.order, one.rule)):
        if edit.start < at:
            continue
        between, gone, text = source[at : edit.start], source[edit.start : edit.end], edit.text.encode()
        old, new = old + between.count(b"\n"), new + between.count(b"\n")
        if gone or not text.endswith(b"\n"):
            note(before, old, gone, edit.rule)
        if text or not gone.endswith(b"\n"):
            note(after, new, text, edit.rule)
        old, new = old + gone.count(b"\n"), new + text.count(b"\n")
        parts += [between, text]
        at = edit.end
    return Applied(b"".join([*parts, source[at:]]), before, after)


def note(lines: dict[int, frozenset[str]], first: int, text: bytes, rule: str) -> None:
    for number in range(first, first + max(1, len(text.splitlines()))):
        lines[number] = lines.get(number, frozenset()) | {rule}
