"""Send a run's finding from a worker to the controller: as an attribute of a report, of values that execnet sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..compare import Finding, JudgedDifference, Run
from ..expected import ExpectedDifference
from ..noise import Effects
from ..values.difference import Difference
from ..values.exchange import Request

# The attribute of a report that holds the message.
ATTRIBUTE = "comparison"


def values_of(finding: Finding, expected_differences: Sequence[ExpectedDifference]) -> dict[str, Any]:
    """Return a finding as lists, dictionaries and texts; an expected difference as its number in the file."""
    effects = finding.effects
    return {
        "judged": [values_of_judged(judged, expected_differences) for judged in finding.judged],
        "compared": finding.compared,
        "proved": list(finding.proved),
        "effects": None if effects is None else [effects.length, effects.fields, effects.digests],
    }


def values_of_judged(judged: JudgedDifference, expected_differences: Sequence[ExpectedDifference]) -> dict[str, Any]:
    difference, expected_difference = judged.difference, judged.expected
    return {
        "position": difference.position,
        "method": difference.request.method,
        "target": difference.request.target,
        "field": difference.field,
        "baseline": difference.baseline,
        "candidate": difference.candidate,
        "expected": None if expected_difference is None else expected_differences.index(expected_difference),
        "runs": [[run.target, run.side] for run in judged.runs],
    }


def finding_of(values: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> Finding:
    effects = values["effects"]
    return Finding(
        judged=tuple(judged_of(judged, expected_differences) for judged in values["judged"]),
        compared=values["compared"],
        proved=tuple(values["proved"]),
        effects=None if effects is None else Effects(*effects),
    )


def judged_of(values: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> JudgedDifference:
    request = Request(values["method"], values["target"])
    number = values["expected"]
    difference = Difference(values["position"], request, values["field"], values["baseline"], values["candidate"])
    left, right = (Run(target, side) for target, side in values["runs"])
    return JudgedDifference(difference, None if number is None else expected_differences[number], (left, right))
