"""Show a comparison on the terminal: the grid, the differences, the unused declarations."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..compare import Cell, CellState, Comparison
from ..values.difference import Difference
from ..values.exchange import curl

# Control characters but line feed and tab, and those that change the direction of writing.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STYLES: dict[CellState, str] = {
    "same": "green",
    "expected": "cyan",
    "different": "bold red",
    "failed": "bold magenta",
}


def difference_text(title: str, differences: Sequence[Difference], origins: Mapping[str, str]) -> str:
    """Return the differences in full, each with a shell command for either side that reproduces it.

    `origins` maps the names of the two sides to their addresses.
    """
    lines = [f"{title}, {_count_text(len(differences), 'difference')}:"]
    for difference in differences:
        lines += ["", visible(difference.as_text(*origins))]
        lines += [f"    reproduce: {curl(difference.request, origin)}" for origin in dict.fromkeys(origins.values())]
    return "\n".join(lines)


def visible(text: str) -> str:
    """Return a text with its control characters escaped: an app's answer must not write to the terminal as it likes."""
    return _CONTROLS.sub(
        lambda match: f"\\x{ord(match[0]):02x}" if ord(match[0]) < 256 else f"\\u{ord(match[0]):04x}", text
    )


def unused_lines(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each unused declaration and each unpaired test, and one if nothing was compared."""
    if not comparison.cells:
        yield "comparison: nothing was compared. Run the tests on both sides: do not select one side alone."
    for test in comparison.unpaired:
        yield f"comparison: not compared: {test}. The test must run, and send a request, on both sides."
    for expected in comparison.unused_expected:
        yield f"comparison: this expected difference did not occur: {expected}. Remove it from the file."
    for name in comparison.unused_normalizers:
        yield f"comparison: the normalizer {name!r} removes no noise. Remove it from [tool.comparison] normalizers."


def grid(comparison: Comparison) -> RenderableType:
    """Return the table of tests and targets, followed by the expected differences with their reasons.

    A row has the state of a test on each target, "-" where it was not compared; the last row has each target's seconds.
    """
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
    """Yield the expected differences that occurred, a line each, grouped by reason."""
    reasons: dict[str, list[str]] = {}
    for cell in comparison.cells:
        for difference in cell.differences:
            if difference.expected is not None:
                place = f"{cell.test.partition('::')[2]} on {cell.target}, {difference.difference.field}"
                reasons.setdefault(difference.expected.because, []).append(place)
    if reasons:
        yield Text("\nexpected:", style="bold")
    for because, places in reasons.items():
        yield Text(f"  {because}", style="cyan")
        yield from (Text(f"    {place}") for place in dict.fromkeys(places))


def summary(comparison: Comparison) -> str:
    """Return one line: how many tests and targets there are, and how many cells are in each state that occurs."""
    states = [cell.state for cell in comparison.cells]
    counts = [f"{states.count(state)} {state}" for state in _STYLES if state in states]
    tests = _count_text(len({cell.test for cell in comparison.cells}), "test")
    targets = _count_text(len({cell.target for cell in comparison.cells}), "target")
    return f"{tests} on {targets}: {', '.join(counts) or 'nothing compared'}"


def _count_text(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
