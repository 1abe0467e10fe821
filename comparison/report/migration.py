"""Report what a migration leaves to do: grouped by cause, the most dangerous first, with every place."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..migrate.files import MigratedFile

# The severities of causes, the worst first.
SEVERITIES = ("silent", "loud", "cosmetic")
_LABELS = {"silent": "nothing fails there", "loud": "fails when it runs", "cosmetic": "looks different"}
NEXT_STEPS = (
    "install the changed requirements, then run the tests: `python -m pytest`",
    "read the notes of what is left: `comparison notes ID`",
    "compare the two apps with `comparison`: see “Your own pair” in the README",
)


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file as it is written."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Cause:
    """Why something is left to do, with the note that says more, and all its places."""

    id: str
    reason: str
    severity: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class MigrationReport:
    """The report of a migration: its changes, what it leaves to do, and what it did not understand.

    `requests` are calls in tests that look like requests and were not recognized. `unchanged_tests` are test files that
    stay as they are. `problems` say why files were left out. `extensions` are sentences about imported extensions;
    with `is_extended`, one of them does not work as it is.
    """

    causes: tuple[Cause, ...]
    requests: tuple[Place, ...]
    unchanged_tests: tuple[str, ...]
    problems: tuple[str, ...]
    extensions: tuple[str, ...]
    files: int
    lines: int
    rules: int
    is_extended: bool = False

    @property
    def steps(self) -> int:
        return sum(len(cause.places) for cause in self.causes)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do by hand."""
        return not (self.causes or self.requests or self.problems or self.is_extended)


def migration_report(
    files: Iterable[MigratedFile],
    severities: Mapping[str, str],
    extensions: Iterable[str] = (),
    is_extended: bool = False,
) -> MigrationReport:
    """Return the report of migrated files; `severities` are those of the divergences by id."""
    files = list(files)
    rules = [rules for file in files for rules in file.edited.rules_after.values()]
    requests = [Place(str(file.target), line) for file in files for line in file.requests]
    return MigrationReport(
        causes=tuple(_causes(files, severities)),
        requests=tuple(sorted(requests)),
        unchanged_tests=tuple(str(file.path) for file in files if file.tests_app and not file.is_changed),
        problems=tuple(_problems(files)),
        extensions=tuple(extensions),
        files=sum(file.is_changed for file in files),
        lines=len(rules),
        rules=len({rule for names in rules for rule in names}),
        is_extended=is_extended,
    )


def _problems(files: Iterable[MigratedFile]) -> Iterator[str]:
    for file in files:
        if file.problem:
            yield file.problem if str(file.path) in file.problem else f"{file.path}: {file.problem}"


def _causes(files: Iterable[MigratedFile], severities: Mapping[str, str]) -> Iterator[Cause]:
    """Yield the causes, the most dangerous first, and of those the most frequent."""
    places: dict[tuple[str, str, str], set[Place]] = defaultdict(set)
    for file in files:
        for step in file.manual_steps:
            severity = "silent" if step in file.silent_steps else severities.get(step.rule, "loud")
            places[severity, step.rule, step.reason].add(Place(str(file.target), step.line))
    in_order = sorted(places.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -len(item[1]), item[0]))
    for (severity, id, reason), of_cause in in_order:
        yield Cause(id, reason, severity, tuple(sorted(of_cause)))


def text_lines(report: MigrationReport) -> Iterator[str]:
    """Yield the report as lines for a terminal."""
    for severity in SEVERITIES:
        causes = [cause for cause in report.causes if cause.severity == severity]
        if causes:
            yield f"Left to do by hand ({_LABELS[severity]}):"
        for cause in causes:
            yield f"  {cause.id}: {cause.reason}."
            yield from (f"    {line}" for line in _lines_of_places(cause.places))
    for title, items in _lists(report):
        yield title
        yield from (f"  {item}" for item in items)
    yield summary(report)


def _lists(report: MigrationReport) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the other lists of a report, each with its title, those without items left out."""
    if report.extensions:
        yield "Extensions:", report.extensions
    if report.requests:
        count, files = len(report.requests), len({place.file for place in report.requests})
        yield (
            f"Not recognized: {_count(count, 'request')} in {_count(files, 'test file')}. Await each, if it is one:",
            _lines_of_places(report.requests),
        )
    if report.problems:
        yield "Left out:", report.problems
    if report.unchanged_tests:
        yield "Test files that were not changed:", report.unchanged_tests
    if report.files or not report.is_complete:
        yield "Next:", NEXT_STEPS


def _lines_of_places(places: Iterable[Place]) -> Iterator[str]:
    """Yield a line for each file: its path with all lines."""
    by_file: dict[str, list[int]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place.line)
    for file, lines in by_file.items():
        yield f"{file}:{', '.join(map(str, lines))}"


def summary(report: MigrationReport) -> str:
    """Return the counts of a report in a sentence."""
    files, lines, rules = (
        _count(number, noun)
        for number, noun in ((report.files, "file"), (report.lines, "line"), (report.rules, "rule"))
    )
    left = f"{_count(report.steps, 'place')} to change by hand, for {_count(len(report.causes), 'cause')}"
    return f"{files} and {lines} to change, by {rules}; {left}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def markdown(report: MigrationReport) -> str:
    """Return the report as Markdown."""
    parts = ["# Migration to Quart", summary(report)]
    for severity in SEVERITIES:
        causes = [cause for cause in report.causes if cause.severity == severity]
        parts += [f"## Left to do by hand: {_LABELS[severity]}"] if causes else []
        for cause in causes:
            parts += [f"**{cause.id}**: {cause.reason}.", "\n".join(f"- [ ] `{place}`" for place in cause.places)]
    for title, items in _lists(report):
        parts += [f"## {title.rstrip(':')}", "\n".join(f"- {item}" for item in items)]
    return "\n\n".join(parts) + "\n"


def json_text(report: MigrationReport) -> str:
    """Return the report as JSON; `migration.schema.json` describes it."""
    values: dict[str, Any] = {
        "summary": {
            "files": report.files,
            "lines": report.lines,
            "rules": report.rules,
            "steps": report.steps,
            "complete": report.is_complete,
        },
        "causes": [
            {
                "id": cause.id,
                "severity": cause.severity,
                "reason": cause.reason,
                "places": [_place_values(place) for place in cause.places],
            }
            for cause in report.causes
        ],
        "requests": [_place_values(place) for place in report.requests],
        "unchanged_tests": list(report.unchanged_tests),
        "problems": list(report.problems),
        "extensions": list(report.extensions),
        "next": list(NEXT_STEPS),
    }
    return json.dumps(values, indent=2) + "\n"


def _place_values(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line}
