"""The report of a migration as text for a terminal, as Markdown, and as JSON."""

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from ..values.severity import SEVERITIES
from .migration import Cause, MigrationReport, Place

_LABELS = {
    "silent": "silent: no error, but a wrong result",
    "loud": "loud: an error when it runs",
    "cosmetic": "looks different",
}


class _List(NamedTuple):
    """A list of a report under its title. The items of one that is code are not wrapped."""

    title: str
    items: Iterable[str]
    is_code: bool = False


def text_lines(report: MigrationReport, width: int = 0) -> Iterator[str]:
    """Yield the report as lines for a terminal, at most `width` columns wide; 0 for any width. Code is not wrapped."""
    for severity, causes in _by_severity(report):
        yield from _wrapped(f"Left to do by hand ({_LABELS[severity]}):", width)
        for cause in causes:
            yield from _wrapped(f"  {cause.id}: {cause.reason}.", width)
            for line in _lines_of_places(cause.places):
                yield from _wrapped(f"    {line}", width)
    for title, items, is_code in _lists(report):
        yield from _wrapped(f"{title}:", width)
        for item in items:
            yield from _wrapped(f"  {item}", 0 if is_code else width)
    yield from _wrapped(summary(report), width)


def _wrapped(line: str, width: int) -> list[str]:
    """Return a line in as many as it takes, the others deeper than the first; the line itself for a width of 0."""
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line, width, subsequent_indent=f"{indent}  ", break_on_hyphens=False) if width else [line]


def _by_severity(report: MigrationReport) -> Iterator[tuple[str, list[Cause]]]:
    """Yield the severities that causes have, the worst first, with their causes."""
    for severity in SEVERITIES:
        causes = [cause for cause in report.causes if cause.severity == severity]
        if causes:
            yield severity, causes


def _lists(report: MigrationReport) -> Iterator[_List]:
    """Yield the other lists of a report, those without items left out."""
    if report.surroundings.extensions:
        yield _List("Extensions", map(str, report.surroundings.extensions))
    if report.first_lines:
        start = report.surroundings.start or "the file that creates the app"
        title = f"Put these lines at the top of {start}, before all imports but `from __future__`"
        yield _List(title, report.first_lines, is_code=True)
    if report.requests:
        count, files = len(report.requests), len({place.file for place in report.requests})
        yield _List(
            f"Not recognized: {_count(count, 'request')} in {_count(files, 'test file')}. Await each, if it is one",
            _lines_of_places(report.requests),
        )
    if report.problems:
        yield _List("Left out. Fix these files and run again, or migrate them by hand", report.problems)
    if report.unchanged_tests:
        yield _List("These test files need no change that is known; look whether they do", report.unchanged_tests)
    if report.next_steps:
        yield _List("Next", report.next_steps)


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
    verb = "changed" if report.surroundings.is_written else "to change"
    return f"{files} and {lines} {verb}, by {rules}; {left if report.steps else 'no place to change by hand'}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def markdown(report: MigrationReport) -> str:
    """Return the report as Markdown."""
    parts = ["# Migration to Quart", summary(report)]
    for severity, causes in _by_severity(report):
        parts += [f"## Left to do by hand: {_LABELS[severity]}"]
        for cause in causes:
            parts += [f"**{cause.id}**: {cause.reason}.", "\n".join(f"- [ ] `{place}`" for place in cause.places)]
    for title, items, is_code in _lists(report):
        lines = ["```python", *items, "```"] if is_code else [f"- {item}" for item in items]
        parts += [f"## {title}", "\n".join(lines)]
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
        "causes": [asdict(cause) for cause in report.causes],
        "requests": [asdict(place) for place in report.requests],
        "unchanged_tests": report.unchanged_tests,
        "problems": report.problems,
        "extensions": [
            {"sentence": extension.sentence, "places": [asdict(place) for place in extension.places]}
            for extension in report.surroundings.extensions
        ],
        "start": {"file": report.surroundings.start, "lines": report.first_lines},
        "next": report.next_steps,
    }
    return json.dumps(values, indent=2) + "\n"
