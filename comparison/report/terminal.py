"""Show a comparison on the terminal: the grid, its summary, the unused declarations."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..compare import Cell, CellState, Comparison
from ..groups import count_text

_STYLES: dict[CellState, str] = {
    "same": "green",
    "expected": "cyan",
    "different": "bold red",
    "failed": "bold magenta",
}


def unused_lines(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each unused declaration and each unpaired test, and one if nothing was compared.

    Of a shard the unused declarations are left out: only all shards together show them.
    """
    if not comparison.cells:
        yield "comparison: nothing was compared. Run the tests on both sides: do not select one side alone."
    for test in comparison.unpaired:
        yield f"comparison: not compared: {test}. The test must run, and send a request, on both sides."
    if comparison.shard is not None:
        return
    for expected in comparison.unused_expected:
        entry = f"expected difference {expected.number}, {expected}"
        yield f"comparison: unused: {entry}. Remove it, as `comparison accept --prune` does."
    for name in comparison.unused_normalizers:
        key = "noise" if name.startswith("noise ") else "normalizers"
        yield f"comparison: the normalizer {name!r} removes no noise. Remove it from [tool.comparison] {key}."


def grid(comparison: Comparison, is_complete: bool) -> RenderableType:
    """Return the table of tests and targets, followed by the expected differences with their reasons.

    A row has the state of a test on each target, "-" where it was not compared; the last row has each target's seconds.
    Unless it is to be complete, tests that are the same on all targets have no row.
    """
    targets = list(dict.fromkeys(cell.target for cell in comparison.cells))
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("test", overflow="fold")
    for target in targets:
        table.add_column(target)
    cells = {(cell.test, cell.target): cell for cell in comparison.cells}
    feature = ""
    cells_to_show = [cell for cell in comparison.cells if is_complete or cell.state != "same"]
    for test in dict.fromkeys(cell.test for cell in cells_to_show):
        file, _, name = test.partition("::")
        if file != feature:
            feature = file
            table.add_row(Text(feature.removeprefix("test_").removesuffix(".py"), style="bold"))
        table.add_row(
            Padding(Text(name.removeprefix("test_").replace("_", " ")), (0, 0, 0, 2)),
            *(_state_text(cells.get((test, target))) for target in targets),
        )
    table.add_section()
    table.add_row("seconds", *(f"{_seconds_on(comparison, target):.1f}" for target in targets))
    return Group(table, *_expected_lines(comparison))


def _state_text(cell: Cell | None) -> Text:
    return Text(cell.state, style=_STYLES[cell.state]) if cell else Text("-")


def _seconds_on(comparison: Comparison, target: str) -> float:
    return sum(cell.seconds for cell in comparison.cells if cell.target == target)


def _expected_lines(comparison: Comparison) -> Iterator[Text]:
    """Yield the expected differences that occurred: for each reason and field, in how many tests, on which targets."""
    reasons: dict[str, dict[str, list[Cell]]] = {}
    for cell in comparison.cells:
        for difference in cell.differences:
            if difference.expected is not None:
                fields = reasons.setdefault(difference.expected.because, {})
                fields.setdefault(difference.difference.field, []).append(cell)
    if reasons:
        yield Text("\nexpected:", style="bold")
    for because, fields in reasons.items():
        yield Text(f"  {because}", style="cyan")
        for field, cells in fields.items():
            tests = list(dict.fromkeys(cell.test.partition("::")[2] for cell in cells))
            more = f" and {count_text(len(tests) - 1, 'more test')}" if len(tests) > 1 else ""
            targets = ", ".join(dict.fromkeys(cell.target for cell in cells))
            yield Text(f"    {field}: {tests[0]}{more}, on {targets}")


def summary(comparison: Comparison, wanted: int = 0) -> str:
    """Return one line: how many tests and targets there are, and how many cells are in each state that occurs.

    Of a partial result it says how many cells were `wanted`.
    """
    states = [cell.state for cell in comparison.cells]
    counts = [f"{states.count(state)} {state}" for state in _STYLES if state in states]
    tests = count_text(len({cell.test for cell in comparison.cells}), "test")
    targets = count_text(len({cell.target for cell in comparison.cells}), "target")
    part = f", {len(states)} of {wanted}" if len(states) < wanted else ""
    return f"{tests} on {targets}{part}: {', '.join(counts) or 'nothing compared'}"
