"""Group the differences of a comparison by their cause, the most dangerous first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .compare import Cell, Comparison, RunDifference
from .values.difference import Difference
from .values.placeholders import without_numbers
from .values.variation import unequal_ranges

_NUMBER = re.compile(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9a-f-]*", re.IGNORECASE)
# Characters of an id at most: a SHA-512.
_LONGEST_ID = 128
# Parts of a text that are compared to tell whether two differences are the same.
_MAX_PARTS = 20
# A difference in one of these changes all else of its exchange, and what follows in its test.
_ROOTS = ("request", "status", "end")
# What only says that the body is another one.
_OF_BODY = ("header content-length", "header etag", "header content-md5")
_KINDS = ("end", "request", "status", "cookie", "body", "header", "early", "trace")

Key = tuple[object, ...]


@dataclass(frozen=True)
class Occurrence:
    """A difference, in the cell where it was seen."""

    cell: Cell
    difference: RunDifference


@dataclass
class DifferenceGroup:
    """Differences with one cause. `consequences` are those that follow from them, in the same tests."""

    occurrences: list[Occurrence] = field(default_factory=list)
    consequences: list[Occurrence] = field(default_factory=list)

    @property
    def first(self) -> RunDifference:
        return self.occurrences[0].difference

    @property
    def tests(self) -> list[str]:
        return list(dict.fromkeys(occurrence.cell.test for occurrence in self.occurrences))

    @property
    def targets(self) -> list[str]:
        return list(dict.fromkeys(occurrence.cell.target for occurrence in self.occurrences))

    @property
    def title(self) -> str:
        """The field, how often it differs, and the notes that explain it."""
        field_name, notes = self.first.difference.field, self.first.notes
        places = f"{count_text(len(self.occurrences), 'exchange')} in {count_text(len(self.tests), 'test')}"
        return f"{field_name}, {places} on {', '.join(self.targets)}{f': {notes}' if str(notes) else ''}"

    @property
    def danger(self) -> tuple[object, ...]:
        """The sort key that puts the most dangerous first: no note, a server's error, the kind of field, how often."""
        difference = self.first.difference
        is_error = difference.kind == "status" and (difference.candidate or "0") >= "500"
        kind = _KINDS.index(difference.kind)
        return bool(self.first.notes.certain), not is_error, kind, -len(self.occurrences)


def groups_of(comparison: Comparison) -> list[DifferenceGroup]:
    """Return the groups of the differences that are not expected, the most dangerous first."""
    cells = [
        [Occurrence(cell, item) for item in cell.differences if item.expected is None] for cell in comparison.cells
    ]
    # The key of each difference, and that of its cause: a key compares whole bodies.
    keyed: list[tuple[Occurrence, Key, Key | None]] = []
    for cell in _with_notes_of_targets(cells):
        keys = {id(occurrence): key_of(occurrence.difference) for occurrence in cell}
        for occurrence, cause in _with_causes(cell):
            keyed.append((occurrence, keys[id(occurrence)], None if cause is None else keys[id(cause)]))
    causes = {key for _, key, cause_key in keyed if cause_key is None}
    groups: dict[Key, DifferenceGroup] = {}
    for occurrence, key, cause_key in keyed:
        if cause_key is None or key in causes:
            groups.setdefault(key, DifferenceGroup()).occurrences.append(occurrence)
        else:
            groups.setdefault(cause_key, DifferenceGroup()).consequences.append(occurrence)
    return sorted(groups.values(), key=lambda group: group.danger)


def _with_notes_of_targets(cells: Sequence[Sequence[Occurrence]]) -> list[list[Occurrence]]:
    """Return the differences of each cell, with the notes that are certain for the same difference on another target.

    In process the trace tells more than a server does.
    """
    certain = {
        _same(occurrence): occurrence.difference.notes
        for cell in cells
        for occurrence in cell
        if occurrence.difference.notes.certain
    }

    def with_notes(occurrence: Occurrence) -> Occurrence:
        notes = certain.get(_same(occurrence))
        if notes is None or not set(notes.certain) <= set(occurrence.difference.notes.possible):
            return occurrence
        return replace(occurrence, difference=replace(occurrence.difference, notes=notes))

    return [[with_notes(occurrence) for occurrence in cell] for cell in cells]


def _same(occurrence: Occurrence) -> Key:
    """Return what is equal for one difference on all targets."""
    difference = _difference(occurrence)
    return occurrence.cell.test, difference.position, difference.field, difference.baseline, difference.candidate


def _with_causes(occurrences: Sequence[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence | None]]:
    """Yield the differences of a cell, each with that from which it follows, if there is one."""
    root: Occurrence | None = None
    ordered = sorted(occurrences, key=lambda item: (_difference(item).position, _difference(item).kind not in _ROOTS))
    bodies = {_difference(item).position: item for item in ordered if _difference(item).kind == "body"}
    for occurrence in ordered:
        difference = _difference(occurrence)
        body = bodies.get(difference.position)
        if root is not None:
            yield occurrence, root
        elif difference.field in _OF_BODY and body is not None:
            yield occurrence, body
        else:
            yield occurrence, None
        if root is None and difference.kind in _ROOTS:
            root = occurrence


def _difference(occurrence: Occurrence) -> Difference:
    return occurrence.difference.difference


def key_of(run_difference: RunDifference) -> Key:
    """Return what differences of one cause have in common."""
    difference, notes = run_difference.difference, run_difference.notes
    if notes.certain:
        return difference.field, notes.certain
    if difference.baseline is None or difference.candidate is None or difference.kind not in ("body", "trace"):
        values = (difference.baseline, difference.candidate)
        if difference.kind != "status":
            values = (_plain(values[0]), _plain(values[1]))
        is_of_route = difference.kind in _ROOTS
        return difference.field, *values, _NUMBER.sub("#", difference.route) if is_of_route else ""
    return difference.field, frozenset(_changes(difference.baseline, difference.candidate))


def _changes(left: str, right: str) -> list[tuple[str | None, str | None]]:
    """Return the parts in which two texts differ."""
    changes = []
    for start, end, right_start, right_end in unequal_ranges(left, right)[:_MAX_PARTS]:
        ids = _id_around(left, start, end), _id_around(right, right_start, right_end)
        # Two ids may have digits in common: by their other parts they would be another pair in each exchange.
        parts = ids if all(ids) else (left[start:end], right[right_start:right_end])
        changes.append((_plain(parts[0]), _plain(parts[1])))
    return changes


def _id_around(text: str, start: int, end: int) -> str:
    """Return the id that a part of a text belongs to; "" if it is in none."""
    before = _DIGITS.match(text[max(start - _LONGEST_ID, 0) : start][::-1])
    after = _DIGITS.match(text, end, end + _LONGEST_ID)
    word = text[start - len(before[0] if before else "") : after.end() if after else end]
    return word if _NUMBER.fullmatch(word) else ""


def _plain(text: str | None) -> str | None:
    """Return a text without numbers and placeholders, which are others in each exchange."""
    return None if text is None else _NUMBER.sub("#", without_numbers(text)).strip()


def count_text(number: int, name: str) -> str:
    """Return a number with a noun, in its plural unless the number is 1."""
    return f"{number} {name}{'' if number == 1 else 's'}"
