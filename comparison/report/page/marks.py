"""Two texts side by side, with the parts in which they differ marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from ...values.variation import unequal_ranges
from ..differences import visible

# A part of a line, and whether it is one in which the texts differ.
Segment = tuple[str, bool]
# Lines around the first difference that are compared, and rows that are returned.
_LINES_BEFORE, _LINES_AFTER, _ROWS = 1, 60, 14
# Characters of a line: of a longer one, those around its first difference.
_COLUMNS = 240
_BEFORE_MARK = 60


@dataclass(frozen=True)
class Row:
    """A line of two texts: the parts of each, None where a text has no such line."""

    baseline: tuple[Segment, ...] | None
    candidate: tuple[Segment, ...] | None
    differs: bool = True


def marked_rows(baseline: str | None, candidate: str | None) -> list[Row]:
    """Return the rows around the first difference of two texts; None is a text that is not there."""
    if baseline is None or candidate is None:
        lines = zip_longest((baseline or "").splitlines(), (candidate or "").splitlines())
        rows = [Row(_whole(left if baseline is not None else None), _whole(right)) for left, right in lines]
        return (rows or [Row(_whole(baseline), _whole(candidate))])[:_ROWS]
    left, right = baseline.splitlines(), candidate.splitlines()
    if left == right:
        # Only the ends of lines differ.
        left, right = ([repr(line)[1:-1] for line in text.splitlines(keepends=True)] for text in (baseline, candidate))
    start = max(_common(left, right) - _LINES_BEFORE, 0)
    end = start + _LINES_AFTER
    return list(_rows(left[start:end], right[start:end]))[:_ROWS]


def marked_row(left: str | None, right: str | None) -> Row:
    """Return a line of both texts as a row; None is one that is not there."""
    if left is None or right is None:
        return Row(_whole(left), _whole(right))
    ranges = unequal_ranges(left, right)
    return Row(
        _segments(left, [(start, end) for start, end, _, _ in ranges]),
        _segments(right, [(start, end) for _, _, start, end in ranges]),
    )


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many lines are equal at the start of both texts."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((number for number, (left_line, line) in pairs if left_line != line), min(len(left), len(right)))


def _rows(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            lines = left[a:b] if b - a <= 2 * _LINES_BEFORE else [*left[a : a + _LINES_BEFORE], "…"]
            yield from (Row(_whole(line, False), _whole(line, False), differs=False) for line in lines)
        else:
            for left_line, right_line in zip_longest(left[a:b], right[c:d]):
                yield marked_row(left_line, right_line)


def _whole(line: str | None, differs: bool = True) -> tuple[Segment, ...] | None:
    return None if line is None else _cut([(line, differs)])


def _segments(line: str, spans: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    position = 0
    for start, end in _joined(spans):
        segments += [(line[position:start], False), (line[start:end], True)]
        position = end
    return _cut([*segments, (line[position:], False)])


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans, those joined that have no more than a character between them."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _cut(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the parts of a line that are shown, with control characters escaped."""
    before = ""
    for text, differs in segments:
        if differs and text:
            break
        before += text
    skipped = max(len(before) - _BEFORE_MARK, 0) if sum(len(text) for text, _ in segments) > _COLUMNS else 0
    segments_in_room: list[Segment] = [("…", False)] if skipped else []
    room = _COLUMNS
    for text, differs in segments:
        part = text[skipped:][:room]
        skipped = max(skipped - len(text), 0)
        room -= len(part)
        if part:
            segments_in_room.append((visible(part), differs))
    return (*segments_in_room, *([("…", False)] if room <= 0 else []))
