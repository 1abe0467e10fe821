"""The findings of an inspection as workflow commands of GitHub Actions, which annotate the lines of a pull request."""

from collections.abc import Iterator

from .inspection import InspectionReport

# Escapes of actions/toolkit: those of a message, and those of a property.
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _MESSAGE | {":": "%3A", ",": "%2C"}


def github_lines(report: InspectionReport) -> Iterator[str]:
    """Yield a command for each open finding: a warning if it is dangerous, else a notice."""
    for finding in report.result.findings:
        spot, note = finding.spot, finding.note
        properties = {"file": spot.path, "line": str(spot.line), "col": str(spot.column), "title": note.id}
        listed = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
        message = f"{finding.sentence} Remedy: {note.remedy}"
        yield f"::{'warning' if finding.is_dangerous else 'notice'} {listed}::{_escaped(message, _MESSAGE)}"
    for remark in report.result.remarks:
        yield f"::notice title=comparison inspect::{_escaped(remark, _MESSAGE)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
