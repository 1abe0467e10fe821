"""Turn changes into edits of the source text, and record which rule edits each line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from .change import (
    AsyncBlock,
    AsyncFunction,
    Awaited,
    Change,
    InsertedText,
    RemovedArgument,
    ReplacedText,
    ReplacedUpTo,
)
from .module import Module

# These bind tighter than `await`, so an awaited expression inside of one needs parentheses.
_TIGHTER_THAN_AWAIT = (cst.Attribute, cst.Call, cst.Subscript)


@dataclass(frozen=True)
class Edit:
    """Replace the bytes from `start` to `end` by `text`, for `rule`. At one place, the lowest `order` comes first."""

    start: int
    end: int
    text: str
    rule: str
    order: int = 0


def edits_of(module: Module, change: Change, rule: str) -> Iterator[Edit]:
    """Yield the edits for a change. Names and their imports are edited by `imports.import_edits`.

    If two expressions begin at the same place, the outer one's edit comes first. If they end there, the inner one's.
    """
    start, end = span(module, change.node)
    match change:
        case Awaited(node=node):
            if _needs_parentheses(module, node):
                yield Edit(start, start, "(await ", rule, -2 * end)
                yield Edit(end, end, ")", rule, 2 * (-start - len(module.source)))
            else:
                yield Edit(start, start, "await ", rule, -2 * end)
        case ReplacedUpTo(node=node, end=last, text=text):
            start = _span_with_parentheses(module, node)[0]
            yield Edit(start, _span_with_parentheses(module, last)[0], text, rule)
        case InsertedText(node=node, before=before, after=after):
            start, end = _span_with_parentheses(module, node)
            yield from [Edit(start, start, before, rule, -2 * end - 1)] if before else []
            yield from [Edit(end, end, after, rule, 2 * (-start - len(module.source)) + 1)] if after else []
        case RemovedArgument(node=argument):
            yield Edit(*_span_with_comma(module, argument), "", rule)
        case AsyncFunction(node=node):
            keyword = module.source.rindex(b"def", 0, span(module, node.name)[0])
            yield Edit(keyword, keyword, "async ", rule)
        case AsyncBlock(node=node):
            keyword = module.source.index(b"for", start) if isinstance(node, cst.CompFor) else start
            yield Edit(keyword, keyword, "async ", rule)
        case ReplacedText(text=text):
            # The blanks before a removed part are removed too.
            while not text and module.source[start - 1 : start] == b" ":
                start -= 1
            yield Edit(start, end, text, rule)


def span(module: Module, node: cst.CSTNode) -> tuple[int, int]:
    """Return the byte offsets at which a node starts and ends."""
    return module.span(node)


def text_of(module: Module, node: cst.CSTNode) -> str:
    """Return a node as it stands in the source."""
    start, end = span(module, node)
    return module.source[start:end].decode()


def _span_with_parentheses(module: Module, node: cst.CSTNode) -> tuple[int, int]:
    """Return the offsets of a node with the parentheses around it, which are no part of its span."""
    start, end = span(module, node)
    for left, right in zip(getattr(node, "lpar", ()), getattr(node, "rpar", ()), strict=False):
        start, end = min(start, span(module, left)[0]), max(end, span(module, right)[1])
    return start, end


def _span_with_comma(module: Module, argument: cst.Arg) -> tuple[int, int]:
    """Return the offsets of an argument with the comma before it, or after it if it is the first."""
    call = module.parent(argument)
    arguments = list(call.args) if isinstance(call, cst.Call) else [argument]
    position = arguments.index(argument)
    start, end = span(module, argument)
    if position > 0:
        return span(module, arguments[position - 1])[1], end
    if len(arguments) > 1:
        return start, span(module, arguments[1])[0]
    return start, span(module, argument.comma)[1] if isinstance(argument.comma, cst.Comma) else end


def _needs_parentheses(module: Module, node: cst.BaseExpression) -> bool:
    """Return whether a node needs parentheses once it is awaited: `.x`, `[0]` or `()` after it binds tighter."""
    parent = module.parent(node)
    if not isinstance(parent, _TIGHTER_THAN_AWAIT) or node.lpar:
        return False
    return (parent.func if isinstance(parent, cst.Call) else parent.value) is node


@dataclass(frozen=True)
class EditedSource:
    """The new text, and the rules that changed each line: by old and by new line number, counted from 1."""

    text: bytes
    rules_before: Mapping[int, frozenset[str]]
    rules_after: Mapping[int, frozenset[str]]
    # The old offset after each edit, and how many lines were added up to there.
    added_lines: tuple[tuple[int, int], ...] = ()

    def new_line(self, old_line: int, offset: int) -> int:
        """Return the line of the new text that a line of the old one became; `offset` is the place in the old text."""
        added = [lines for end, lines in self.added_lines if end <= offset]
        return old_line + (added[-1] if added else 0)


def apply_edits(source: bytes, edits: Iterable[Edit]) -> EditedSource:
    """Return the edited source. An edit inside a part that another edit replaces is dropped.

    Equal edits count once. At one place, insertions come before replacements.
    """
    parts: list[bytes] = []
    rules_before: dict[int, frozenset[str]] = {}
    rules_after: dict[int, frozenset[str]] = {}
    position, old_line, new_line = 0, 1, 1
    added_lines: list[tuple[int, int]] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.order, edit.rule)):
        if edit.start < position:
            continue
        kept, removed, text = source[position : edit.start], source[edit.start : edit.end], edit.text.encode()
        old_line, new_line = old_line + kept.count(b"\n"), new_line + kept.count(b"\n")
        if removed or not text.endswith(b"\n"):
            _add_rule(rules_before, old_line, removed, edit.rule)
        if text or not removed.endswith(b"\n"):
            _add_rule(rules_after, new_line, text, edit.rule)
        old_line, new_line = old_line + removed.count(b"\n"), new_line + text.count(b"\n")
        parts += [kept, text]
        position = edit.end
        added_lines.append((edit.end, new_line - old_line))
    return EditedSource(b"".join([*parts, source[position:]]), rules_before, rules_after, tuple(added_lines))


def _add_rule(rules: dict[int, frozenset[str]], first_line: int, text: bytes, rule: str) -> None:
    """Add a rule to each line that `text` covers, from `first_line` on."""
    for line in range(first_line, first_line + max(1, len(text.splitlines()))):
        rules[line] = rules.get(line, frozenset()) | {rule}
