"""Send a run's finding from a worker to the controller: as an attribute of a report, in types that execnet can send."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..compare import Finding, Run, RunDifference
from ..expected import ExpectedDifference
from ..noise import Effects
from ..values.difference import Difference
from ..values.exchange import Request

# The attribute of a report that holds the message.
ATTRIBUTE = "comparison"


def encode_finding(finding: Finding, expected_differences: Sequence[ExpectedDifference]) -> dict[str, Any]:
    """Return a finding as lists, dictionaries and strings; an expected difference as its index in the file."""
    effects = finding.effects
    return {
        "differences": [_encode_difference(difference, expected_differences) for difference in finding.differences],
        "compared": finding.compared,
        "used_normalizers": list(finding.used_normalizers),
        "effects": None if effects is None else [effects.length, effects.fields, effects.digests],
    }


def decode_finding(message: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> Finding:
    """Return the finding that `encode_finding` encoded."""
    effects = message["effects"]
    return Finding(
        differences=tuple(_decode_difference(item, expected_differences) for item in message["differences"]),
        compared=message["compared"],
        used_normalizers=tuple(message["used_normalizers"]),
        effects=None if effects is None else Effects(*effects),
    )


def _encode_difference(
    run_difference: RunDifference, expected_differences: Sequence[ExpectedDifference]
) -> dict[str, Any]:
    """Return a difference as a dictionary. Of its request, only method and target are sent."""
    difference, expected = run_difference.difference, run_difference.expected
    return {
        "position": difference.position,
        "method": difference.request.method,
        "target": difference.request.target,
        "field": difference.field,
        "baseline": difference.baseline,
        "candidate": difference.candidate,
        "expected": None if expected is None else expected_differences.index(expected),
        "runs": [[run.target, run.side] for run in run_difference.runs],
    }


def _decode_difference(message: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> RunDifference:
    """Return the difference that `_encode_difference` encoded; its request has no headers and no body."""
    request = Request(message["method"], message["target"])
    difference = Difference(message["position"], request, message["field"], message["baseline"], message["candidate"])
    index = message["expected"]
    left, right = (Run(target, side) for target, side in message["runs"])
    return RunDifference(difference, None if index is None else expected_differences[index], (left, right))
