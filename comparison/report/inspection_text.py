"""The report of an inspection as text: a summary, the findings with their remedies, and what the app is made of."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ..inspection.finding import Finding, Note
from .inspection import KINDS, InspectionReport
from .migration_text import summary as migration_summary

_STYLES = {"silent": "red", "loud": "yellow", "cosmetic": "dim"}
_FRAMEWORKS = {"flask": "A Flask app", "quart": "A Quart app"}
# The places of a finding that are printed without --verbose.
_MOST_PLACES = 8


class Line(NamedTuple):
    """A line of text with rich's style; `indent` is that of its continuation."""

    text: str
    style: str = ""


def text_lines(report: InspectionReport, verbose: bool = False, width: int = 0) -> Iterator[Line]:
    """Yield the report as lines at most `width` columns wide; 0 for any width. With `verbose`, with every item."""
    for line in _all_lines(report, verbose):
        indent = line.text[: len(line.text) - len(line.text.lstrip())] + "  "
        wrapped = textwrap.wrap(line.text, width, subsequent_indent=indent, break_on_hyphens=False) if width else []
        yield from (Line(text, line.style) for text in wrapped or [line.text])


def _all_lines(report: InspectionReport, verbose: bool) -> Iterator[Line]:
    yield from _summary(report)
    for note, findings in report.by_note():
        yield Line("")
        yield from _finding_lines(note, findings, verbose)
    result = report.result
    if result.everywhere:
        yield from _titled("Concerns every such app, at no line of it:", _sentences(result.everywhere))
    if verbose and result.undetectable:
        lines = [f"{note.id}  {note.detector.undetectable}" for note in result.undetectable]
        yield from _titled("No source shows these:", lines)
    if verbose:
        for kind, items in groupby(result.items, key=lambda item: item.kind):
            lines = [f"{item.spot.path}:{item.spot.line}  {item.name}  {item.detail}".rstrip() for item in items]
            yield from _titled(f"{KINDS[kind][1].capitalize()}:", lines)
    if result.remarks:
        yield from _titled("Accepts nothing, or was left out:", result.remarks)
    yield Line("")
    yield from _end(report, verbose)


def _titled(title: str, lines: Iterable[str]) -> Iterator[Line]:
    yield Line("")
    yield Line(title, "bold")
    yield from (Line(f"  {line}") for line in lines)


def _sentences(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield f"{note.id}  {note.detector.always}"


def _summary(report: InspectionReport) -> Iterator[Line]:
    """Yield what the app is, what concerns it, and the size of the job: one screen."""
    result = report.result
    yield Line(f"{_FRAMEWORKS[result.framework]}: {count(result.modules, 'module')}, {result.lines} lines.", "bold")
    parts = [f"{number} {KINDS[kind][number != 1]}" for kind, number in report.counts.items()]
    if parts:
        yield Line(f"It has {_listed(parts)}.")
    for extension in report.extensions:
        yield Line(f"Extension: {extension.sentence}")
    notes = list(report.by_note())
    dangerous = len(result.dangerous)
    places = f"{count(len(notes), 'note')} at {count(len(result.findings), 'place')}"
    closed = _closed(report)
    yield Line(
        f"It is concerned by {places}, {dangerous} of them dangerous{closed}:"
        if notes
        else f"No note concerns it{closed}."
    )
    for note, findings in notes:
        severity = findings[0].severity
        text = f"  {note.id}  {severity:<8}  {findings[0].harm:<12}  {len(findings):>3}  {note.title}"
        yield Line(text if len(text) <= 80 else f"{text[:79]}…", _STYLES[severity])
    if result.framework == "flask":
        yield Line(f"Size of the job: {migration_summary(report.migration)}")


def _closed(report: InspectionReport) -> str:
    """Return how many findings are accepted, in words; "" for none."""
    result = report.result
    parts = [(len(result.ignored), "by comments"), (len(result.accepted), "by the baseline")]
    words = [f"{number} accepted {how}" for number, how in parts if number]
    return f"; {_listed(words)}" if words else ""


def _finding_lines(note: Note, findings: list[Finding], verbose: bool) -> Iterator[Line]:
    """Yield a note with its places, those of one sentence together, and the remedy."""
    severity = findings[0].severity
    yield Line(f"{note.id}  {severity}, {findings[0].harm}: {note.title}", f"bold {_STYLES[severity]}")
    kept = findings if verbose else findings[:_MOST_PLACES]
    for sentence, group in groupby(sorted(kept, key=lambda finding: finding.sentence), key=lambda f: f.sentence):
        by_file = groupby(sorted(finding.spot for finding in group), key=lambda spot: spot.path)
        places = [f"{path}:{', '.join(str(spot.line) for spot in spots)}" for path, spots in by_file]
        yield from (Line(f"  {place}") for place in places[:-1])
        yield Line(f"  {places[-1]}  {sentence}")
    if len(kept) < len(findings):
        yield Line(f"  and {count(len(findings) - len(kept), 'place')} more: see --verbose")
    yield Line(f"  Remedy: {note.remedy}")


def _end(report: InspectionReport, verbose: bool) -> Iterator[Line]:
    """Yield how many dangerous places are open, and what to do next."""
    dangerous = len(report.result.dangerous)
    if dangerous:
        yield Line(f"{count(dangerous, 'dangerous place')} open. Close each, or accept it with a reason:", "bold red")
        yield Line("  # comparison: ignore[ID] reason")
    else:
        yield Line("Nothing dangerous is open.", "bold green")
    hint = "" if verbose else ", and the whole list by --verbose"
    yield Line(f"Each note is explained by `comparison notes ID`{hint}.")


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is 1."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(parts: list[str]) -> str:
    """Return parts in a row, with "and" before the last."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
