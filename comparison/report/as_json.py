"""A comparison as JSON values."""

from typing import Any

from ..compare import Cell, Comparison

SCHEMA = "comparison/1"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON values; `schema` names this form."""
    return {
        "schema": SCHEMA,
        "equal": comparison.equal,
        "cells": [cell_json(cell) for cell in comparison.cells],
        "unused_expected": [str(expected_difference) for expected_difference in comparison.unused_expected],
        "unused_normalizers": list(comparison.unused_normalizers),
        "not_compared": list(comparison.unpaired),
    }


def cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "test": cell.test,
        "target": cell.target,
        "state": cell.state,
        "seconds": round(cell.seconds, 3),
        "differences": [
            {
                "exchange": judged.difference.position,
                "request": str(judged.difference.request),
                "field": judged.difference.field,
                "baseline": judged.difference.baseline,
                "candidate": judged.difference.candidate,
                "because": judged.expected.because if judged.expected else None,
            }
            for judged in cell.judged
        ],
    }
