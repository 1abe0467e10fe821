"""The result of a comparison as JSON values, and read back; `result.schema.json` describes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..compare import Cell, Comparison, Run, RunDifference
from ..groups import DifferenceGroup, groups_of
from ..targets.interpreter import own_interpreter
from ..values.difference import Difference
from ..values.exchange import Request
from ..values.masking import Noise
from ..values.note_names import NoteNames
from ..values.shard import Shard
from .differences import difference_text

SCHEMA = "comparison/3"


def comparison_json(
    comparison: Comparison | None,
    status: int,
    wanted: int = 0,
    error: str = "",
    failures: Sequence[tuple[str, str]] = (),
    started: str = "",
) -> dict[str, Any]:
    """Return a result as JSON values: the exit status, the error of a run that failed, and what was compared.

    `wanted` is the number of cells of a complete run. `failures` have the id and the text of each failed test.
    `started` is when the run was started. The exchanges are not among the values: `result_file` writes them.
    """
    comparison = comparison or Comparison(())
    return {
        "schema": SCHEMA,
        "started": started,
        "status": status,
        "equal": comparison.equal and status == 0,
        "complete": not error and len(comparison.cells) >= wanted,
        "error": error,
        "shard": _shard_json(comparison.shard),
        "versions": dict(own_interpreter().versions),
        "apps": dict(comparison.apps),
        "sides": {side: dict(versions) for side, versions in comparison.versions.items()},
        "notices": list(comparison.notices),
        "cells": [_cell_json(cell) for cell in comparison.cells],
        "groups": [group_json(group) for group in groups_of(comparison)],
        "failures": [{"test": name, "text": text} for name, text in failures],
        "unused_expected": [
            {"number": expected.number, "entry": str(expected)} for expected in comparison.unused_expected
        ],
        "unused_normalizers": list(comparison.unused_normalizers),
        "not_compared": list(comparison.unpaired),
    }


def group_json(group: DifferenceGroup) -> dict[str, Any]:
    """Return a group as JSON values, with its first difference as text."""
    return {
        "title": group.title,
        "field": group.first.difference.field,
        "notes": _notes_json(group.first.notes),
        "tests": group.tests,
        "targets": group.targets,
        "exchanges": len(group.occurrences),
        "consequences": len(group.consequences),
        "first": difference_text(group.first, group.occurrences[0].cell.test),
        "logs": list(group.first.logs),
    }


def _shard_json(shard: Shard | None) -> dict[str, int] | None:
    return None if shard is None else {"number": shard.number, "count": shard.count}


def read_comparison(result: Mapping[str, Any]) -> Comparison:
    """Return the comparison of a result: its cells and differences. What was expected is left out.

    Raises KeyError, TypeError or ValueError for a value that is no result of this version.
    """
    if result["schema"] != SCHEMA:
        raise ValueError(result["schema"])
    return Comparison(tuple(_read_cell(cell) for cell in result["cells"]))


def _cell_json(cell: Cell) -> dict[str, Any]:
    """Return a cell and its differences as JSON values; `because` is None for a difference that is not expected."""
    return {
        "test": cell.test,
        "target": cell.target,
        "state": cell.state,
        "seconds": round(cell.seconds, 3),
        "differences": [_difference_json(difference) for difference in cell.differences],
        "noise": [
            {"exchange": noise.position, "request": noise.request, "field": noise.field, "examples": [*noise.examples]}
            for noise in cell.noise
        ],
    }


def _difference_json(run_difference: RunDifference) -> dict[str, Any]:
    difference = run_difference.difference
    return {
        "exchange": difference.position,
        "request": str(difference.request),
        "field": difference.field,
        "baseline": difference.baseline,
        "candidate": difference.candidate,
        "because": run_difference.expected.because if run_difference.expected else None,
        "notes": _notes_json(run_difference.notes),
        "runs": [{"target": run.target, "side": run.side} for run in run_difference.runs],
        "agreed": run_difference.agreed,
        "varies": run_difference.varies,
    }


def _notes_json(notes: NoteNames) -> dict[str, list[str]]:
    return {"certain": list(notes.certain), "possible": list(notes.possible)}


def _read_cell(cell: Mapping[str, Any]) -> Cell:
    differences = (_read_difference(item) for item in cell["differences"] if item["because"] is None)
    noise = (
        Noise(item["exchange"], item["request"], item["field"], (item["examples"][0], item["examples"][1]))
        for item in cell["noise"]
    )
    failed = cell["state"] == "failed"
    return Cell(cell["test"], cell["target"], tuple(differences), failed, cell["seconds"], tuple(noise))


def _read_difference(item: Mapping[str, Any]) -> RunDifference:
    method, _, target = item["request"].partition(" ")
    request = Request(method, target)
    difference = Difference(item["exchange"], request, item["field"], item["baseline"], item["candidate"])
    left, right = (Run(run["target"], run["side"]) for run in item["runs"])
    notes = NoteNames(tuple(item["notes"]["certain"]), tuple(item["notes"]["possible"]))
    return RunDifference(difference, None, (left, right), notes, item["agreed"], item["varies"])
