"""The findings of an inspection in SARIF 2.1.0, which code scanning reads."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from ..inspection.finding import Finding, Note
from .inspection import InspectionReport

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What SARIF calls the severities; dangerous findings are errors whatever theirs is.
_LEVELS = {"silent": "warning", "loud": "warning", "cosmetic": "note"}


def sarif_text(report: InspectionReport, version: str) -> str:
    """Return the findings as a SARIF log of one run; `version` is that of this tool."""
    result = report.result
    findings = [*result.findings, *result.ignored, *result.accepted]
    notes = {finding.note.id: finding.note for finding in findings}
    places = {id: index for index, id in enumerate(notes)}
    suppressions = dict.fromkeys(result.ignored, "inSource") | dict.fromkeys(result.accepted, "external")
    run = {
        "tool": {"driver": {"name": "comparison", "version": version, "rules": list(map(_rule, notes.values()))}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places, suppressions.get(finding, "")) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "shortDescription": {"text": note.title},
        "fullDescription": {"text": note.impact or note.title},
        "help": {"text": note.remedy},
        "properties": {"tags": [note.feature, note.severity, note.harm]},
    }


def _result(finding: Finding, places: dict[str, int], suppression: str) -> dict[str, Any]:
    """Return a finding as a result; its fingerprint does not depend on the line's number."""
    spot = finding.spot
    fingerprint = hashlib.sha256("\0".join(finding.key).encode()).hexdigest()
    region = {"startLine": spot.line, "startColumn": spot.column, "snippet": {"text": spot.text}}
    values: dict[str, Any] = {
        "ruleId": finding.note.id,
        "ruleIndex": places[finding.note.id],
        "level": "error" if finding.is_dangerous else _LEVELS[finding.severity],
        "message": {"text": finding.sentence},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(spot.path)}, "region": region}}],
        "partialFingerprints": {"noteAndLine/v1": fingerprint},
    }
    return values | ({"suppressions": [{"kind": suppression}]} if suppression else {})
