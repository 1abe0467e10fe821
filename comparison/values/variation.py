"""Learn from repeated texts which of their parts vary."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from .alike import is_alike
from .ranges import Range, grown, image_of
from .slices import unequal_slices
from .units import TOKENS, UNITS, Unit, is_permutation, letter_sums, whole_items

# What may stand between two varying parts of one value, as in a UUID, a time of day or a signature.
_JOINTS = re.compile(r"[-_.+/=:~%]{0,2}")
# A value of this length is long enough not to be repeated by chance.
LONG = 6
# Characters of the time that itsdangerous signs, in Base64; the first three stay for days.
_TIME_LENGTH = 6
# Characters between a part whose order varies and an unequal range that may belong to it.
_NEAR = 40
# Characters by which a range is moved at most, so that it begins with a tag.
_TAG = 12


@dataclass(frozen=True)
class Part:
    """A part of a text that varies, from `start` to `end`, with its value in each of the runs.

    In an `unordered` part only the order varies: that of the parts into which `unit` splits it, or of any units.
    """

    start: int
    end: int
    values: tuple[str, ...]
    unordered: bool = False
    unit: Unit | None = None

    def allows(self, value: str) -> bool:
        """Return whether another value is of the same kind: of the same units, or of like length and characters."""
        if value in self.values:
            return True
        if self.unordered:
            return any(is_permutation(unit, [*self.values, value]) for unit in _units(self.unit))
        return is_alike(value, self.values)


def varying_parts(reference: str, runs: Sequence[str]) -> list[Part]:
    """Return the parts of `reference` that vary between the runs, in order; none for less than two different runs.

    `reference` need not be one of the runs. Parts that it has and no run has are no variation.
    """
    if len(set(runs)) < 2:
        return []
    first, *later = runs
    tables = [(run, unequal_ranges(first, run)) for run in later]

    def values(start: int, end: int) -> tuple[str, ...]:
        return first[start:end], *(_image(run, ranges, start, end) for run, ranges in tables)

    sums = letter_sums(first), *map(letter_sums, later)

    def has_same_letters(start: int, end: int) -> bool:
        """Return whether the runs may have the same units in a part, as a quick check of what takes long."""
        images = (start, end), *(image_of(ranges, start, end) for _, ranges in tables)
        totals = {image and letters[image[1]] - letters[image[0]] for letters, image in zip(sums, images, strict=True)}
        return len(totals) == 1

    spans = _merged(first, [(start, end) for _, ranges in tables for start, end, _, _ in ranges])
    parts = [Part(start, end, values(start, end)) for start, end in spans]
    return _in_reference(reference, first, list(_with_unordered(first, values, has_same_letters, parts)))


def is_reordered(left: str, right: str, unit: Unit | None = None) -> bool:
    """Return whether two texts have the same units, more than one, in another order."""
    return left != right and any(is_permutation(unit, [left, right]) for unit in _units(unit))


def may_be_clock(left: str | None, right: str | None) -> bool:
    """Return whether two texts differ in what a clock may show: digits, or a number in the letters of Base64."""
    return any(
        _may_be_numbers(left[start:end], right[right_start:right_end])
        for left, right in [(left or "", right or "")]
        for start, end, right_start, right_end in unequal_ranges(left, right)
    )


def unequal_ranges(left: str, right: str) -> list[Range]:
    """Return the ranges in which two texts differ, in order: by tokens within the lines that differ."""
    ranges: list[Range] = []
    left_lines, right_lines = left.splitlines(keepends=True), right.splitlines(keepends=True)
    for left_start, left_end, right_start, right_end in _unequal_items(left_lines, right_lines):
        left_tokens, right_tokens = (
            TOKENS.findall(left[left_start:left_end]),
            TOKENS.findall(right[right_start:right_end]),
        )
        for a, b, c, d in _unequal_items(left_tokens, right_tokens):
            ranges.append((left_start + a, left_start + b, right_start + c, right_start + d))
    return [_from_tag(left, right, ranges, index) for index in range(len(ranges))]


def reordered_image(
    left: str, right: str, ranges: Sequence[Range], start: int, end: int, unit: Unit | None = None
) -> tuple[int, int, int, int] | None:
    """Return where a part and its surroundings are in both texts, if they have the same units there; None otherwise.

    An item that was first in one text may begin before the part in the other: the next unequal ranges belong to it.
    """
    starts = [start, *[item[0] for item in ranges if start - _NEAR <= item[1] <= start][:-3:-1]]
    ends = [end, *[item[1] for item in ranges if end <= item[0] <= end + _NEAR][:2]]
    for bounds in sorted(product(starts, ends), key=lambda bounds: bounds[1] - bounds[0]):
        near = grown(ranges, *bounds)
        for part_start, part_end in [near, *(item[1:] for item in (whole_items(left, *near) if unit else ()))]:
            image = image_of(ranges, part_start, part_end)
            if image is not None and is_reordered(left[part_start:part_end], right[slice(*image)], unit):
                return part_start, part_end, *image
    return None


def _may_be_numbers(left: str, right: str) -> bool:
    """Return whether two texts may be numbers; the time that itsdangerous signs may be small letters alone."""
    is_signed_time = len(left) == len(right) == _TIME_LENGTH and left[:3] == right[:3]
    return is_signed_time or (_may_be_number(left) and _may_be_number(right))


def _may_be_number(text: str) -> bool:
    """Return whether a text has a digit, or letters of both cases as a number in Base64 may have."""
    return any(map(str.isdigit, text)) or (any(map(str.isupper, text)) and any(map(str.islower, text)))


def _unequal_items(left: Sequence[str], right: Sequence[str]) -> Iterator[Range]:
    """Yield the ranges of characters in which two lists of texts differ."""
    left_ends, right_ends = [0], [0]
    for items, ends in ((left, left_ends), (right, right_ends)):
        for item in items:
            ends.append(ends[-1] + len(item))
    for a, b, c, d in unequal_slices(left, right):
        yield left_ends[a], left_ends[b], right_ends[c], right_ends[d]


def _from_tag(left: str, right: str, ranges: Sequence[Range], index: int) -> Range:
    """Return a range that only one text has, moved so that it begins with a tag: "</li><li>b" is "<li>b</li>" too."""
    a, b, c, d = ranges[index]
    text, start, end = (left, a, b) if b > a else (right, c, d)
    if (a == b) == (c == d) or "<" not in text[start:end] or text[start] == "<":
        return ranges[index]
    floor = a - (ranges[index - 1][1] if index else 0)
    ceiling = (ranges[index + 1][0] if index + 1 < len(ranges) else len(left)) - b
    for shift in sorted(range(-min(floor, _TAG), min(ceiling, _TAG) + 1), key=abs):
        before, behind = text[min(start, start + shift) : max(start, start + shift)], text[min(end, end + shift) :]
        if behind.startswith(before) and text.startswith("<", start + shift):
            return a + shift, b + shift, c + shift, d + shift
    return ranges[index]


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


def _with_unordered(
    first: str,
    values: Callable[[int, int], tuple[str, ...]],
    has_same_letters: Callable[[int, int], bool],
    parts: Sequence[Part],
) -> Iterator[Part]:
    """Yield the parts, those merged that together have the same units in each run: only their order varies.

    `values` returns what the runs have between two positions of the first.
    """
    index, position = 0, 0
    while index < len(parts):
        for last in range(min(len(parts), index + 40) - 1, index - 1, -1):
            start, end = parts[index].start, parts[last].end
            if has_same_letters(start, end) and any(is_permutation(unit, values(start, end)) for unit in UNITS):
                items = [item for item in whole_items(first, start, end) if item[1] >= position]
                whole = [item for item in items if is_permutation(item[0], values(*item[1:]))]
                unit, start, end = whole[0] if whole else (None, start, end)
                yield Part(start, end, values(start, end), unordered=True, unit=unit)
                break
        else:
            last, end = index, parts[index].end
            yield parts[index]
        index = next((number for number in range(last + 1, len(parts)) if parts[number].end > end), len(parts))
        position = end


def _units(unit: Unit | None) -> Sequence[Unit]:
    return UNITS if unit is None else (unit,)


def _in_reference(reference: str, first: str, parts: list[Part]) -> list[Part]:
    """Return the parts of the first run where they are in the reference; those that it lacks are left out."""
    if reference == first:
        return parts
    ranges = unequal_ranges(first, reference)
    placed: list[Part] = []
    for part in parts:
        image = image_of(ranges, part.start, part.end)
        if part.unordered and (image is None or not part.allows(reference[slice(*image)])):
            reordered = reordered_image(first, reference, ranges, part.start, part.end, part.unit)
            image = reordered and reordered[2:]
        if image is not None and (not placed or image[0] >= placed[-1].end):
            placed.append(replace(part, start=image[0], end=image[1]))
    return placed
