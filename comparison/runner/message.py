"""Send a run's finding from a worker to the controller: as an attribute of a report, of values that execnet sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..compare import Finding, Judged, Run
from ..difference import Difference
from ..exchange import Request
from ..explanation import Explanation
from ..noise import Effects

# The attribute of a report that holds the message.
ATTRIBUTE = "comparison"


def values_of(finding: Finding, explanations: Sequence[Explanation]) -> dict[str, Any]:
    """Return a finding as lists, dictionaries and texts; an explanation as its number in the file."""
    effects = finding.effects
    return {
        "judged": [values_of_judged(judged, explanations) for judged in finding.judged],
        "compared": finding.compared,
        "proved": list(finding.proved),
        "effects": None if effects is None else [effects.length, effects.fields, effects.digests],
    }


def values_of_judged(judged: Judged, explanations: Sequence[Explanation]) -> dict[str, Any]:
    difference, explanation = judged.difference, judged.explanation
    return {
        "position": difference.position,
        "method": difference.request.method,
        "target": difference.request.target,
        "field": difference.field,
        "baseline": difference.baseline,
        "candidate": difference.candidate,
        "explanation": None if explanation is None else explanations.index(explanation),
        "runs": [[run.target, run.side] for run in judged.runs],
    }


def finding_of(values: Mapping[str, Any], explanations: Sequence[Explanation]) -> Finding:
    effects = values["effects"]
    return Finding(
        judged=tuple(judged_of(judged, explanations) for judged in values["judged"]),
        compared=values["compared"],
        proved=tuple(values["proved"]),
        effects=None if effects is None else Effects(*effects),
    )


def judged_of(values: Mapping[str, Any], explanations: Sequence[Explanation]) -> Judged:
    request = Request(values["method"], values["target"])
    number = values["explanation"]
    difference = Difference(values["position"], request, values["field"], values["baseline"], values["candidate"])
    left, right = (Run(target, side) for target, side in values["runs"])
    return Judged(difference, None if number is None else explanations[number], (left, right))
