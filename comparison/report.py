"""A Comparison as people read it: the grid, the differences, JSON."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .compare import Cell, Comparison
from .difference import Difference
from .exchange import curl

SCHEMA = "comparison/1"
STYLES = {"same": "green", "explained": "cyan", "different": "bold red", "failed": "bold magenta"}


def difference_text(what: str, found: Sequence[Difference], origins: Mapping[str, str]) -> str:
    """Return the differences in full, each with a command for either side that shows it by hand.

    `origins` has the two sides' names, and where each can be reached.
    """
    lines = [f"{what}, {counted([one.field for one in found], 'difference')}:"]
    for difference in found:
        lines += ["", difference.described(*origins)]
        lines += [f"    by hand: {curl(difference.request, origin)}" for origin in dict.fromkeys(origins.values())]
    return "\n".join(lines)


def idle_text(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each thing that was declared and had no effect, or that was run and not compared."""
    if not comparison.cells:
        yield "comparison: nothing was compared. Run the tests on both sides, without a selection of one side."
    for half in comparison.halves:
        yield f"comparison: not compared: {half}. It must send a request, on both sides."
    for explanation in comparison.idle_explanations:
        yield f"comparison: this explanation explains nothing any more: {explanation}. Take it out."
    for name in comparison.idle_normalizers:
        yield f"comparison: the normalizer {name!r} removes nothing. Take it out of [tool.comparison] normalizers."


def grid(comparison: Comparison) -> RenderableType:
    """Return the table of tests and targets, and under it what was explained, and how."""
    targets = list(dict.fromkeys(cell.target for cell in comparison.cells))
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("test", overflow="fold")
    for target in targets:
        table.add_column(target)
    cells = {(cell.test, cell.target): cell for cell in comparison.cells}
    feature = ""
    for test in dict.fromkeys(cell.test for cell in comparison.cells):
        file, _, name = test.partition("::")
        if file != feature:
            feature = file
            table.add_row(Text(feature.removeprefix("test_").removesuffix(".py"), style="bold"))
        table.add_row(
            Padding(Text(name.removeprefix("test_").replace("_", " ")), (0, 0, 0, 2)),
            *(shown(cells.get((test, target))) for target in targets),
        )
    table.add_section()
    table.add_row("seconds", *(f"{seconds_on(comparison, target):.1f}" for target in targets))
    return Group(table, *explained(comparison))


def shown(cell: Cell | None) -> Text:
    return Text(cell.state, style=STYLES[cell.state]) if cell else Text("-")


def seconds_on(comparison: Comparison, target: str) -> float:
    return sum(cell.seconds for cell in comparison.cells if cell.target == target)


def explained(comparison: Comparison) -> Iterator[Text]:
    """Yield a line for each explanation that was used, with its reason."""
    reasons: dict[str, list[str]] = {}
    for cell in comparison.cells:
        for judged in cell.judged:
            if judged.explanation is not None:
                where = f"{cell.test.partition('::')[2]} on {cell.target}, {judged.difference.field}"
                reasons.setdefault(judged.explanation.because, []).append(where)
    if reasons:
        yield Text("\nexplained:", style="bold")
    for because, places in reasons.items():
        yield Text(f"  {because}", style="cyan")
        yield from (Text(f"    {place}") for place in dict.fromkeys(places))


def summary(comparison: Comparison) -> str:
    """Return one line: how many cells are in each state."""
    states = [cell.state for cell in comparison.cells]
    counts = [f"{states.count(state)} {state}" for state in STYLES if state in states]
    tests, targets = ({getattr(cell, name) for cell in comparison.cells} for name in ("test", "target"))
    return f"{counted(tests, 'test')} on {counted(targets, 'target')}: {', '.join(counts) or 'nothing compared'}"


def counted(things: Collection[str], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON values; `schema` names this form."""
    return {
        "schema": SCHEMA,
        "equal": comparison.equal,
        "cells": [cell_json(cell) for cell in comparison.cells],
        "idle_explanations": [str(explanation) for explanation in comparison.idle_explanations],
        "idle_normalizers": list(comparison.idle_normalizers),
        "not_compared": list(comparison.halves),
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
                "because": judged.explanation.because if judged.explanation else None,
            }
            for judged in cell.judged
        ],
    }
