"""A result as tables for a terminal of 80 columns."""

from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from .result import Cell, Result, advantage, compare_candidate
from .summary import SPEED_WORDS, UNITS, memory_difference_text, sentences
from .verdict import Verdict

_STYLES: Mapping[Verdict, str] = {"move": "green", "stay": "red", "trade-off": "yellow", "equal": "dim", "open": "dim"}
LEGEND = (
    "N × as fast: the candidate's requests per second ÷ the row's; in an open loop the row's p99 ÷ the candidate's. "
    "In brackets: the 95 % interval. A/A: the candidate against itself. Undecided: the interval holds 1, or A/A "
    "differs as much. +MiB: the peak of memory above idle."
)


def tables(result: Result) -> Iterator[RenderableType]:
    """Yield a table for each workload, load and point, then as text the machine's load, what it means, and settings.

    Without a cell there is only what was not measured.
    """
    for cells in result.groups():
        yield _group_table(result, cells)
    if result.cells:
        yield Text(LEGEND, style="dim")
        yield Text(f"\n{result.background}", style="yellow" if result.background.is_loaded else "dim")
    yield Text("\nWhat this means for you", style="bold")
    for sentence in sentences(result):
        yield Text(f"• {sentence}")
    if result.cells:
        yield _settings_text(result)


def _settings_text(result: Result) -> Text:
    """Return the commands of the servers, and the rounds, as text."""
    rounds, settings = max(len(cell.rounds) for cell in result.cells), result.settings
    commands = [f"{name}: {command}\n" for name, command in settings["servers"].items()]
    return Text(
        f"\n{''.join(commands)}\n{rounds} rounds of {settings['seconds']:g} s, {settings['workers']} worker(s), "
        f"{settings['threads']} threads for gthread; {result.seconds / 60:.1f} minutes in all.",
        style="dim",
    )


def _group_table(result: Result, cells: tuple[Cell, ...]) -> Table:
    """Return the table of one group: rates for a closed loop, latencies for an open one.

    A contestant without a round that counts has `void` in its row, and the reason in the caption.
    """
    is_open = cells[0].load_kind == "open"
    table = Table(
        title=_group_title(result, cells[0]), title_justify="left", title_style="bold", box=SIMPLE_HEAD,
        pad_edge=False, padding=0, caption_justify="left",
    )  # fmt: skip
    candidate = next((cell.contestant.partition(" on ")[0] for cell in cells if cell.role == "candidate"), "candidate")
    advantage_title = f"{candidate} is N × as fast{' (p99)' if is_open else ''}"
    titles = ("", "p50 ms" if is_open else "per s", "p99 ms", "CPU ms", "+MiB", advantage_title)
    for title in titles:
        table.add_column(title, justify="right" if title else "left", no_wrap=True)
    for cell in cells:
        if cell.void:
            table.add_row(_short_name(cell), Text("void", style="red"))
            continue
        speed = thousandfold_text(cell, "p50") if is_open else number_text(cell.median("rate"))
        costs = (thousandfold_text(cell, "p99"), thousandfold_text(cell, "cpu"), number_text(cell.median("memory")))
        ratio = _ratio_text(cells, cell, "p99" if is_open else "rate")
        table.add_row(_short_name(cell), speed, *costs, ratio)
    void = [f"{_short_name(cell)} is void: {cell.void}" for cell in cells if cell.void]
    table.caption = "\n".join(void) or None
    return table


def _group_title(result: Result, cell: Cell) -> str:
    unit = UNITS[result.settings["workloads"][cell.workload]["grows"]]
    return f"{cell.workload}{f', {cell.point:,} {unit}' if unit else ''}, {cell.load} loop"


def _short_name(cell: Cell) -> str:
    return cell.contestant.replace(" on ", "/").replace(", repeat", " repeat")


def _ratio_text(cells: tuple[Cell, ...], cell: Cell, metric: str) -> Text:
    """Return how many times as fast as a contestant the candidate is, and the conclusion; for `repeat`, the noise.

    A second line says what the candidate took of memory, if more or less than a contestant other than the floor. The
    colour is that of the verdict on both. Empty for the candidate itself, and if there is no interval.
    """
    candidate = next((item for item in cells if item.role == "candidate" and item.server == "hypercorn"), None)
    if candidate is None or cell is candidate:
        return Text("")
    if cell.role == "repeat":
        return Text(f"A/A {advantage(cell, candidate, metric) or '?'}", style="dim")
    comparison = compare_candidate(cells, cell, metric)
    if comparison is None or comparison.interval is None:
        return Text("")
    memory = memory_difference_text(comparison.memory) if cell.role != "floor" else ""
    lines = [f"{comparison.interval} {SPEED_WORDS[comparison.conclusion]}", *([memory] if memory else [])]
    return Text("\n".join(lines), style=_STYLES[comparison.verdict] if cell.role != "floor" else "dim")


def thousandfold_text(cell: Cell, metric: str) -> str:
    """Return a metric's median times 1000 as a text: seconds as milliseconds. Empty if no round counts."""
    value = cell.median(metric)
    return "" if value is None else number_text(value * 1000)


def number_text(value: float | None) -> str:
    """Return a number with about three significant digits: 0.068, 12.3, 1,234. Empty for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.3f}"
