"""Learn from repeated texts which of their parts vary."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .alike import is_alike

# A decimal number is one token, and so is one with separated thousands: its first digits may agree by chance.
_TOKENS = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|\d+\.\d+(?:e-?\d+)?|\w+|\s+|.", re.DOTALL)
# What may stand between two varying parts of one value, as in a UUID, a time of day or a signature.
_JOINTS = re.compile(r"[-_.+/=:~%]{0,2}")
# Texts with more tokens in an unequal part are aligned by lines alone.
_MAX_TOKENS = 4000
# A value of this length is long enough not to be repeated by chance.
LONG = 6
# The ways to split a part whose order varies, the coarsest first.
_UNITS: tuple[Callable[[str], list[str]], ...] = (
    str.splitlines,
    lambda text: re.split(r"(?<=>)(?=<)|[,;\n]\s*", text),
    _TOKENS.findall,
)

# Start and end in the left text, and in the right text.
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class Part:
    """A part of a text that varies, from `start` to `end`, with its value in each of the runs.

    In an `unordered` part only the order varies.
    """

    start: int
    end: int
    values: tuple[str, ...]
    unordered: bool = False

    def allows(self, value: str) -> bool:
        """Return whether another value is of the same kind: of the same units, or of like length and characters."""
        if value in self.values:
            return True
        if self.unordered:
            return any(_is_permutation(units, [*self.values, value]) for units in _UNITS)
        return is_alike(value, self.values)


def varying_parts(reference: str, runs: Sequence[str]) -> list[Part]:
    """Return the parts of `reference` that vary between the runs, in order; none for less than two different runs.

    `reference` need not be one of the runs. Parts that it has and no run has are no variation.
    """
    if len(set(runs)) < 2:
        return []
    first, *later = runs
    tables = [unequal_ranges(first, run) for run in later]
    spans = _merged(first, [(start, end) for table in tables for start, end, _, _ in table])
    parts = [
        Part(start, end, (first[start:end], *(_image(run, table, start, end) for run, table in _zip(later, tables))))
        for start, end in spans
    ]
    return _in_reference(reference, first, list(_with_unordered(first, later, tables, parts)))


def is_reordered(left: str, right: str) -> bool:
    """Return whether two texts have the same units, more than one, in another order."""
    return left != right and any(_is_permutation(units, [left, right]) for units in _UNITS)


def may_be_clock(left: str | None, right: str | None) -> bool:
    """Return whether two texts differ in what a clock may show: digits, or a number in the letters of Base64."""
    return any(
        _can_count(left[start:end]) and _can_count(right[right_start:right_end])
        for left, right in [(left or "", right or "")]
        for start, end, right_start, right_end in unequal_ranges(left, right)
    )


def unequal_ranges(left: str, right: str) -> list[Range]:
    """Return the ranges in which two texts differ, in order: by tokens within the lines that differ."""
    ranges: list[Range] = []
    left_lines, right_lines = left.splitlines(keepends=True), right.splitlines(keepends=True)
    for left_start, left_end, right_start, right_end in _unequal_items(left_lines, right_lines):
        left_tokens, right_tokens = (
            _TOKENS.findall(left[left_start:left_end]),
            _TOKENS.findall(right[right_start:right_end]),
        )
        if max(len(left_tokens), len(right_tokens)) > _MAX_TOKENS:
            ranges.append((left_start, left_end, right_start, right_end))
            continue
        for a, b, c, d in _unequal_items(left_tokens, right_tokens):
            ranges.append((left_start + a, left_start + b, right_start + c, right_start + d))
    return ranges


def image_of(ranges: Sequence[Range], start: int, end: int) -> tuple[int, int] | None:
    """Return where a part of the left text is in the right text; None if an unequal range crosses its bounds."""
    offset, right_start, right_end = 0, None, None
    for left_start, left_end, _, image_end in ranges:
        if left_end < start or (left_end == start and left_start < start):
            offset = image_end - left_end
        elif left_start > end or (left_start == end and left_end > end):
            break
        elif left_start < start or left_end > end:
            return None
        else:
            right_start = start + offset if right_start is None else right_start
            offset = image_end - left_end
            right_end = end + offset
    if right_start is None or right_end is None:
        return start + offset, end + offset
    return right_start, right_end


def grown(ranges: Sequence[Range], start: int, end: int) -> tuple[int, int]:
    """Return a part of the left text, extended to the unequal ranges that cross its bounds or touch them."""
    for _ in range(len(ranges)):
        crossing = [item for item in ranges if item[0] <= end and item[1] >= start]
        bounds = (min([start, *(item[0] for item in crossing)]), max([end, *(item[1] for item in crossing)]))
        if bounds == (start, end):
            break
        start, end = bounds
    return start, end


def reordered_image(
    left: str, right: str, ranges: Sequence[Range], start: int, end: int
) -> tuple[int, int, int, int] | None:
    """Return where a part and its surroundings are in both texts, if they have the same units there; None otherwise."""
    start, end = grown(ranges, start, end)
    image = image_of(ranges, start, end)
    if image is None or not is_reordered(left[start:end], right[slice(*image)]):
        return None
    return start, end, *image


def _can_count(text: str) -> bool:
    return any(map(str.isdigit, text)) or (any(map(str.isupper, text)) and any(map(str.islower, text)))


def _unequal_items(left: Sequence[str], right: Sequence[str]) -> Iterator[Range]:
    """Yield the ranges of characters in which two lists of texts differ."""
    left_ends, right_ends = [0], [0]
    for items, ends in ((left, left_ends), (right, right_ends)):
        for item in items:
            ends.append(ends[-1] + len(item))
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=len(left) > _MAX_TOKENS).get_opcodes():
        if tag != "equal":
            yield left_ends[a], left_ends[b], right_ends[c], right_ends[d]


def _merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those merged that touch, or have no more than joints between them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or _JOINTS.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _image(run: str, table: Sequence[Range], start: int, end: int) -> str:
    image = image_of(table, start, end)
    return run[slice(*image)] if image else ""


def _zip(later: Sequence[str], tables: Sequence[list[Range]]) -> Iterator[tuple[str, list[Range]]]:
    return zip(later, tables, strict=True)


def _with_unordered(
    first: str, later: Sequence[str], tables: Sequence[list[Range]], parts: Sequence[Part]
) -> Iterator[Part]:
    """Yield the parts, those merged that together have the same units in each run: only their order varies."""
    index = 0
    while index < len(parts):
        for last in range(min(len(parts), index + 40) - 1, index - 1, -1):
            start, end = parts[index].start, parts[last].end
            values = (first[start:end], *(_image(run, table, start, end) for run, table in _zip(later, tables)))
            if any(_is_permutation(units, values) for units in _UNITS):
                yield Part(start, end, values, unordered=True)
                break
        else:
            last = index
            yield parts[index]
        index = last + 1


def _is_permutation(units: Callable[[str], list[str]], values: Sequence[str]) -> bool:
    """Return whether all values have the same units, more than one, in whatever order."""
    counts = [Counter(part.strip() for part in units(value) if part.strip()) for value in values]
    return counts[0].total() > 1 and all(count == counts[0] for count in counts)


def _in_reference(reference: str, first: str, parts: list[Part]) -> list[Part]:
    """Return the parts of the first run where they are in the reference; those that it lacks are left out."""
    if reference == first:
        return parts
    ranges = unequal_ranges(first, reference)
    placed: list[Part] = []
    for part in parts:
        image = image_of(ranges, part.start, part.end)
        if image is None and part.unordered:
            reordered = reordered_image(first, reference, ranges, part.start, part.end)
            image = reordered and reordered[2:]
        if image is not None and (not placed or image[0] >= placed[-1].end):
            placed.append(Part(*image, part.values, part.unordered))
    return placed
