"""The causes of differences as the page shows them, each with its first difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...compare import RunDifference
from ...groups import DifferenceGroup, count_text, groups_of
from ...values.difference import Difference
from ...values.meaning import json_changes, meaning
from ..differences import last_logged, visible
from ..json_report import read_comparison
from .marks import Row, Segment, marked_row, marked_rows

# Causes whose first difference is shown in parts, JSON paths that are listed, and characters of a value in a headline.
_IN_FULL, _PATHS, _MAX_VALUE = 100, 8, 60


@dataclass(frozen=True)
class Cause:
    """A group of differences with one cause, as the page shows it.

    `place` names the first difference: its test, target and exchange. `values` has it if it is short, `paths` if it is
    one of JSON, `rows` if it is of lines; `lines` say what it means. `certainty` is what repeats say about it, `logs`
    what each side logged. `text` is the first difference as the terminal shows it, if it has none of these forms.
    """

    request: str
    field: str
    count: str
    tests: Sequence[str]
    targets: Sequence[str]
    certain: Sequence[str]
    possible: Sequence[str]
    place: tuple[str, str, int]
    names: tuple[str, str] = ("baseline", "candidate")
    values: Row | None = None
    paths: Sequence[tuple[str, Row]] = ()
    rows: Sequence[Row] = ()
    lines: Sequence[str] = ()
    certainty: str = ""
    consequences: str = ""
    logs: Sequence[tuple[str, str]] = ()
    text: str = ""

    @property
    def title(self) -> str:
        """The request and the field that differs, and both values if they are short; without marks."""
        if self.values is None:
            return f"{self.request}: {self.field}"
        left, right = (_plain(segments) for segments in (self.values.baseline, self.values.candidate))
        return f"{self.request}: {self.field} {left} → {right}"


def causes_of(result: Mapping[str, Any]) -> list[Cause]:
    """Return the causes of a result, the most dangerous first."""
    groups = groups_of(read_comparison(result))
    listed = result["groups"]
    if len(groups) != len(listed):
        # A result that was too large to be kept whole has no differences.
        return [_cause_of_text(item) for item in listed]
    pairs = enumerate(zip(groups, listed, strict=True))
    return [_cause(group, item, is_in_full=number < _IN_FULL) for number, (group, item) in pairs]


def _cause(group: DifferenceGroup, listed: Mapping[str, Any], is_in_full: bool) -> Cause:
    first, cell = group.first, group.occurrences[0].cell
    fields = list(dict.fromkeys(item.difference.difference.field for item in group.consequences))
    follows = f"{count_text(len(group.consequences), 'difference')} in {', '.join(fields)}" if fields else ""
    names = first.names
    return Cause(
        request=visible(str(first.difference.request)),
        field=visible(first.difference.field),
        count=f"{count_text(len(group.occurrences), 'exchange')} in {count_text(len(group.tests), 'test')}",
        tests=group.tests,
        targets=group.targets,
        certain=first.notes.certain,
        possible=first.notes.possible,
        place=(cell.test, cell.target, first.difference.position),
        names=names,
        certainty=_certainty(first),
        consequences=visible(follows),
        logs=[(name, _last_lines(log)) for name, log in zip(names, listed["logs"], strict=True) if log],
        **(_shown_parts(first.difference) if is_in_full else {"text": visible(listed["first"])}),
    )


def _shown_parts(difference: Difference) -> dict[str, Any]:
    """Return the first difference of a cause in the form that suits it."""
    left, right = difference.baseline, difference.candidate
    if difference.kind not in ("body", "trace") and max(len(left or ""), len(right or "")) <= _MAX_VALUE:
        return {"values": marked_row(left, right)}
    changes = json_changes(left, right) if difference.kind == "body" and left is not None and right is not None else []
    if changes:
        more = [f"{len(changes) - _PATHS} more places differ"] if len(changes) > _PATHS else []
        paths = [(visible(path), marked_row(old, new)) for path, old, new in changes[:_PATHS]]
        return {"paths": paths, "lines": more}
    return {"rows": marked_rows(left, right), "lines": [visible(line) for line in meaning(left, right)]}


def _cause_of_text(item: Mapping[str, Any]) -> Cause:
    return Cause(
        request="",
        field=visible(item["field"]),
        count=f"{count_text(item['exchanges'], 'exchange')} in {count_text(len(item['tests']), 'test')}",
        tests=item["tests"],
        targets=item["targets"],
        certain=item["notes"]["certain"],
        possible=item["notes"]["possible"],
        place=(item["tests"][0], item["targets"][0], 1),
        text=visible(item["first"]),
    )


def _certainty(first: RunDifference) -> str:
    """Return what the repeats of the baseline say about a difference."""
    if first.varies:
        return "the baseline varies here too, but not like this"
    if first.agreed:
        return f"stable in {count_text(first.agreed, 'repeat')} of the baseline"
    return ""


def _last_lines(log: str) -> str:
    return visible("\n".join(last_logged(log)))


def _plain(segments: Sequence[Segment] | None) -> str:
    return "not there" if segments is None else "".join(text for text, _ in segments)
