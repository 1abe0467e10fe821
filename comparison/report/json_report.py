"""A comparison as JSON."""

from typing import Any

from ..compare import Cell, Comparison

SCHEMA = "comparison/1"


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON values; `schema` is the version of the format."""
    return {
        "schema": SCHEMA,
        "equal": comparison.equal,
        "cells": [_cell_json(cell) for cell in comparison.cells],
        "unused_expected": [str(expected) for expected in comparison.unused_expected],
        "unused_normalizers": list(comparison.unused_normalizers),
        "not_compared": list(comparison.unpaired),
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    """Return a cell and its differences as JSON values; `because` is None for a difference that is not expected."""
    return {
        "test": cell.test,
        "target": cell.target,
        "state": cell.state,
        "seconds": round(cell.seconds, 3),
        "differences": [
            {
                "exchange": run_difference.difference.position,
                "request": str(run_difference.difference.request),
                "field": run_difference.difference.field,
                "baseline": run_difference.difference.baseline,
                "candidate": run_difference.difference.candidate,
                "because": run_difference.expected.because if run_difference.expected else None,
            }
            for run_difference in cell.differences
        ],
    }
