"""Turn a group of differences into an entry of the file of expected differences."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from .compare import RunDifference
from .groups import DifferenceGroup
from .settings import TARGETS
from .values.own_noise import matches_anything
from .values.placeholders import PLACEHOLDER
from .values.ranges import Range
from .values.routes import ANY
from .values.variation import unequal_ranges

_NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
# A date as HTTP writes it (RFC 9110, 5.6.7).
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")
_UUID = re.compile(r"(?<=/)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?=/|$)")
# Characters before and after a part that have to be the same.
_CONTEXT = 24
# Characters of a pattern: what needs more is no part of a value.
_MAX_PATTERN = 2000


class NoEntryError(Exception):
    """A group that no entry can cover; the text says why."""


@dataclass(frozen=True)
class Entry:
    """An entry of the file: keys and values in their order."""

    values: tuple[tuple[str, str | list[str]], ...]

    @property
    def covered(self) -> dict[str, str | list[str]]:
        """What the entry covers: all of it but the reason."""
        return {key: value for key, value in self.values if key != "because"}

    def as_toml(self) -> str:
        """Return the entry as lines of TOML."""
        # Strings of JSON are basic strings of TOML.
        lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in self.values)
        return "\n".join(["[[expected]]", *lines]) + "\n"


def entries_of(group: DifferenceGroup, because: str) -> list[Entry]:
    """Return the entries that cover a group: one for all its routes, if its differences have the same values.

    Raises `NoEntryError` if the values differ in too much to be named by a pattern.
    """
    occurrences = [*group.occurrences, *group.consequences]
    by_change: dict[tuple[str, tuple[tuple[str, str], ...]], list[RunDifference]] = {}
    for item in (occurrence.difference for occurrence in occurrences):
        by_change.setdefault((item.difference.field, _values_of(item)), []).append(item)
    return [_entry(field, values, members, because) for (field, values), members in by_change.items()]


def _entry(field: str, values: tuple[tuple[str, str], ...], members: list[RunDifference], because: str) -> Entry:
    targets = {run_difference.runs[1].target for run_difference in members}
    routes = {route_of(run_difference) for run_difference in members}
    route = routes.pop() if len(routes) == 1 else _common_route(routes)
    return Entry(
        (
            ("route", route),
            ("targets", [target for target in TARGETS if target in targets]),
            ("field", field),
            *values,
            ("because", because),
        )
    )


def route_of(run_difference: RunDifference) -> str:
    """Return the route of a difference as a pattern: numbers and UUIDs in the path are parameters."""
    method, _, path = run_difference.difference.route.partition(" ")
    pattern = _UUID.sub("<id>", _NUMBER.sub("<int:number>", unquote(path)))
    # Werkzeug wants other names for two parameters.
    counts = iter(range(1, 100))
    pattern = re.sub(r"<(int:number|id)>", lambda match: f"<{match[1]}{next(counts)}>", pattern)
    is_plain = not re.search(r"[<>|]", PLACEHOLDER.sub("", re.sub(r"<(int:number|id)\d+>", "", pattern)))
    return f"{method} {pattern}" if is_plain else f"{method} {ANY}"


def _common_route(routes: set[str]) -> str:
    """Return a pattern that matches all routes."""
    methods = {route.partition(" ")[0] for route in routes}
    return f"{methods.pop()} {ANY}" if len(methods) == 1 else ANY


def _values_of(run_difference: RunDifference) -> tuple[tuple[str, str], ...]:
    """Return the keys that name the values of a difference: both values, or the part in which they differ."""
    difference = run_difference.difference
    values = {"baseline": difference.baseline, "candidate": difference.candidate}
    texts = [value for value in values.values() if value is not None]
    is_plain = difference.kind not in ("body", "trace", "early") and not any(map(PLACEHOLDER.search, texts))
    if difference.kind == "early":
        return ("baseline", "<any>"), ("candidate", "<any>")
    if is_plain:
        return tuple((key, _lasting(value)) for key, value in values.items() if value is not None)
    part = _part(difference.baseline or "", difference.candidate or "", difference.field)
    if not matches_anything(re.compile(part, re.DOTALL)):
        return (("part", part),)
    if difference.kind in ("body", "trace"):
        raise NoEntryError(f"the whole {difference.field} differs in a value that is masked or varies: declare `noise`")
    return tuple((key, "<any>") for key, value in values.items() if value is not None)


def _lasting(value: str) -> str:
    """Return a value as an entry states it: a date is another one in each run."""
    return "<any>" if _HTTP_DATE.fullmatch(value) else value


def _part(left: str, right: str, field: str) -> str:
    """Return an expression that matches what differs between two texts; raises `NoEntryError` if that is too much."""
    pattern = "|".join(sorted(dict.fromkeys(_parts(left, right)), key=len, reverse=True))
    if len(pattern) > _MAX_PATTERN:
        raise NoEntryError(f"the {field} differs in too much: make it equal, or declare `noise`")
    return pattern


def _parts(left: str, right: str) -> Iterator[str]:
    """Yield an expression for each text that only one of the two has, between the same surroundings."""
    ranges = [_with_placeholders(left, right, item) for item in unequal_ranges(left, right)]
    ends = [0, *(item[1] for item in ranges)]
    starts = [*(item[0] for item in ranges[1:]), len(left)]
    for (start, end, right_start, right_end), floor, ceiling in zip(ranges, ends, starts, strict=False):
        first, last = _uncut(left, max(floor, start - _CONTEXT), min(ceiling, end + _CONTEXT))
        before, after = left[min(first, start) : start], left[end : max(last, end)]
        before, after = PLACEHOLDER.split(before)[-1], PLACEHOLDER.split(after)[0]
        behind = f"(?<={_escaped(before)})" if before else ""
        ahead = f"(?={_escaped(after)})" if after else r"\Z" if end == len(left) else ""
        for text in (left[start:end], right[right_start:right_end]):
            if text:
                yield f"{behind}{_escaped(text)}{ahead}"


def _uncut(text: str, first: int, last: int) -> tuple[int, int]:
    """Return two places in a text, moved towards each other out of the placeholders in which they are."""
    for match in PLACEHOLDER.finditer(text):
        if match.start() < first < match.end():
            first = match.end()
        if match.start() < last < match.end():
            last = match.start()
    return first, last


def _with_placeholders(left: str, right: str, item: Range) -> Range:
    """Return a range that is extended to the placeholders that it cuts: their numbers and digests are of one run."""
    before, behind = 0, 0
    for text, start, end in ((left, *item[:2]), (right, *item[2:])):
        for match in PLACEHOLDER.finditer(text):
            if match.start() < start < match.end() or match.start() < end < match.end():
                before, behind = max(before, start - match.start()), max(behind, match.end() - end)
    return item[0] - before, item[1] + behind, item[2] - before, item[3] + behind


def _escaped(text: str) -> str:
    """Return an expression that matches a text, whatever a placeholder in it stands for."""
    pieces = [re.escape(piece).replace("\\ ", " ") for piece in PLACEHOLDER.split(text)]
    return ".+?".join(pieces)
