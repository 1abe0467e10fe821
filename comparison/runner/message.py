"""Send a run's finding from a worker to the controller: as an attribute of a report, in types that execnet can send."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..compare import Finding, Run, RunDifference
from ..expected import ExpectedDifference
from ..noise import Effects
from ..values.difference import Difference
from ..values.exchange import Body, Request
from ..values.masking import Noise
from ..values.note_names import NoteNames

# The attribute of a report that holds the message.
ATTRIBUTE = "comparison"
# Bytes of a request's body that are sent: more is not shown.
_MAX_BODY = 2000


def encode_finding(finding: Finding, expected_differences: Sequence[ExpectedDifference]) -> dict[str, Any]:
    """Return a finding as lists, dictionaries and strings; an expected difference as its index in the file."""
    effects = finding.effects
    return {
        "differences": [_encode_difference(difference, expected_differences) for difference in finding.differences],
        "compared": finding.compared,
        "used_normalizers": list(finding.used_normalizers),
        "noise": [[noise.position, noise.request, noise.field, *noise.examples] for noise in finding.noise],
        "effects": None if effects is None else [effects.length, effects.fields, effects.digests],
    }


def decode_finding(message: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> Finding:
    """Return the finding that `encode_finding` encoded."""
    effects, noise = message["effects"], message["noise"]
    return Finding(
        differences=tuple(_decode_difference(item, expected_differences) for item in message["differences"]),
        compared=message["compared"],
        used_normalizers=tuple(message["used_normalizers"]),
        noise=tuple(Noise(position, request, field, (left, right)) for position, request, field, left, right in noise),
        effects=None if effects is None else Effects(*effects),
    )


def _encode_difference(
    run_difference: RunDifference, expected_differences: Sequence[ExpectedDifference]
) -> dict[str, Any]:
    """Return a difference as a dictionary."""
    difference, expected = run_difference.difference, run_difference.expected
    request = difference.request
    return {
        "position": difference.position,
        "request": [request.method, request.target, [list(line) for line in request.headers]],
        "body": [request.body.size, request.body.sha256, request.body.start[:_MAX_BODY]],
        "field": difference.field,
        "baseline": difference.baseline,
        "candidate": difference.candidate,
        "notes": [list(run_difference.notes.certain), list(run_difference.notes.possible)],
        "agreed": run_difference.agreed,
        "varies": run_difference.varies,
        "origins": list(run_difference.origins),
        "logs": list(run_difference.logs),
        "expected": None if expected is None else expected_differences.index(expected),
        "runs": [[run.target, run.side] for run in run_difference.runs],
    }


def _decode_difference(message: Mapping[str, Any], expected_differences: Sequence[ExpectedDifference]) -> RunDifference:
    """Return the difference that `_encode_difference` encoded."""
    method, target, lines = message["request"]
    request = Request(method, target, tuple((name, value) for name, value in lines), Body(*message["body"]))
    difference = Difference(message["position"], request, message["field"], message["baseline"], message["candidate"])
    index = message["expected"]
    left, right = (Run(target, side) for target, side in message["runs"])
    expected = None if index is None else expected_differences[index]
    notes = NoteNames(*map(tuple, message["notes"]))
    origins, logs = ((message[key][0], message[key][1]) for key in ("origins", "logs"))
    agreed, varies = message["agreed"], message["varies"]
    return RunDifference(difference, expected, (left, right), notes, agreed, varies, origins, logs)
