"""Two sources side by side, as rows: the lines that differ, with those around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class SourceRow:
    """A row of two sources: number and text of the line on either side; None where a side has none."""

    baseline: tuple[int, str] | None
    candidate: tuple[int, str] | None
    differs: bool


def source_rows(left: Sequence[str], right: Sequence[str], context: int) -> Iterator[list[SourceRow]]:
    """Yield the rows of each place in which two sources differ, with at most `context` equal lines around it."""
    for group in SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(context):
        yield [
            SourceRow(_line(left, a, b, offset), _line(right, c, d, offset), tag != "equal")
            for tag, a, b, c, d in group
            for offset in range(max(b - a, d - c))
        ]


def _line(lines: Sequence[str], start: int, end: int, offset: int) -> tuple[int, str] | None:
    index = start + offset
    return (index + 1, lines[index]) if index < end else None
