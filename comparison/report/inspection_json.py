"""The report of an inspection as JSON; `inspection.schema.json` describes it."""

import json
from typing import Any

from ..inspection.finding import Finding
from .inspection import InspectionReport


def json_text(report: InspectionReport) -> str:
    """Return the report as JSON."""
    result = report.result
    values: dict[str, Any] = {
        "framework": result.framework,
        "summary": {
            "modules": result.modules,
            "lines": result.lines,
            "items": report.counts,
            "findings": len(result.findings),
            "dangerous": len(result.dangerous),
            "ignored": len(result.ignored),
            "accepted": len(result.accepted),
        },
        "findings": [
            *(_finding(finding, "open") for finding in result.findings),
            *(_finding(finding, "ignored") for finding in result.ignored),
            *(_finding(finding, "accepted") for finding in result.accepted),
        ],
        "everywhere": [{"note": note.id, "sentence": note.detector.always} for note in result.everywhere],
        "undetectable": [{"note": note.id, "sentence": note.detector.undetectable} for note in result.undetectable],
        "items": [
            {
                "kind": item.kind,
                "path": item.spot.path,
                "line": item.spot.line,
                "name": item.name,
                "detail": item.detail,
            }
            for item in result.items
        ],
        "extensions": [extension.sentence for extension in report.extensions],
        "migration": {
            "files": report.migration.files,
            "lines": report.migration.lines,
            "rules": report.migration.rules,
            "steps": report.migration.steps,
        },
        "remarks": list(result.remarks),
    }
    return json.dumps(values, indent=2) + "\n"


def _finding(finding: Finding, state: str) -> dict[str, Any]:
    """Return a finding as JSON's values."""
    return {
        "note": finding.note.id,
        "title": finding.note.title,
        "feature": finding.note.feature,
        "severity": finding.severity,
        "harm": finding.harm,
        "dangerous": finding.is_dangerous,
        "state": state,
        "path": finding.spot.path,
        "line": finding.spot.line,
        "column": finding.spot.column,
        "text": finding.spot.text,
        "sentence": finding.sentence,
        "remedy": finding.note.remedy,
    }
