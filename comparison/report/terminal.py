"""A comparison on the terminal: the grid, the differences, what is unused."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..compare import Cell, Comparison
from ..values.difference import Difference
from ..values.exchange import curl

STYLES = {"same": "green", "expected": "cyan", "different": "bold red", "failed": "bold magenta"}


def difference_text(what: str, found: Sequence[Difference], origins: Mapping[str, str]) -> str:
    """Return the differences in full, each with a command for either side that shows it by hand.

    `origins` has the two sides' names, and where each can be reached.
    """
    lines = [f"{what}, {counted([one.field for one in found], 'difference')}:"]
    for difference in found:
        lines += ["", difference.described(*origins)]
        lines += [f"    by hand: {curl(difference.request, origin)}" for origin in dict.fromkeys(origins.values())]
    return "\n".join(lines)


def unused_lines(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each thing that was declared and had no effect, or that was run and not compared."""
    if not comparison.cells:
        yield "comparison: nothing was compared. Run the tests on both sides, without a selection of one side."
    for test in comparison.unpaired:
        yield f"comparison: not compared: {test}. It must send a request, on both sides."
    for expected_difference in comparison.unused_expected:
        yield f"comparison: this expected difference did not occur: {expected_difference}. Remove it from the file."
    for name in comparison.unused_normalizers:
        yield f"comparison: the normalizer {name!r} removes nothing. Take it out of [tool.comparison] normalizers."


def grid(comparison: Comparison) -> RenderableType:
    """Return the table of tests and targets, and under it the expected differences with their reasons."""
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
    return Group(table, *expected_lines(comparison))


def shown(cell: Cell | None) -> Text:
    return Text(cell.state, style=STYLES[cell.state]) if cell else Text("-")


def seconds_on(comparison: Comparison, target: str) -> float:
    return sum(cell.seconds for cell in comparison.cells if cell.target == target)


def expected_lines(comparison: Comparison) -> Iterator[Text]:
    """Yield a line for each expected difference that occurred, under its reason."""
    reasons: dict[str, list[str]] = {}
    for cell in comparison.cells:
        for judged in cell.judged:
            if judged.expected is not None:
                where = f"{cell.test.partition('::')[2]} on {cell.target}, {judged.difference.field}"
                reasons.setdefault(judged.expected.because, []).append(where)
    if reasons:
        yield Text("\nexpected:", style="bold")
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
