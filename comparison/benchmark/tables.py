"""A Result as tables for a terminal of 80 columns."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from .result import Cell, Result, better, compared
from .words import UNITS, sentences

WORDS = {"more": ("better", "green"), "less": ("worse", "red"), "none": ("none", "dim"), "unknown": ("?", "dim")}


def tables(result: Result) -> Iterator[RenderableType]:
    """Yield a table for each workload, load and point, then what it means."""
    for cells in result.groups():
        yield group_table(result, cells)
    yield Text("\nWhat this means for you", style="bold")
    for text in sentences(result):
        yield Text(f"• {text}")
    for name, command in result.settings["servers"].items():
        yield Text(f"{name}: {command}", style="dim")
    counts = {len(cell.rounds) for cell in result.cells}
    settings = result.settings
    yield Text(
        f"\n{max(counts, default=0)} rounds of {settings['seconds']:g} s, {settings['workers']} worker(s), "
        f"{settings['threads']} threads for gthread; {result.seconds / 60:.1f} minutes in all.",
        style="dim",
    )


def group_table(result: Result, cells: tuple[Cell, ...]) -> Table:
    workload, load, point = cells[0].workload, cells[0].load, cells[0].point
    unit = UNITS[result.settings["workloads"][workload]["grows"]]
    title = f"{workload}{f', {point:,} {unit}' if unit else ''}, {load} loop"
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0),
        caption_justify="left",
    )  # fmt: skip
    is_open = load != "closed"
    ours = next((cell.contestant.partition(" on ")[0] for cell in cells if cell.role == "candidate"), "candidate")
    for name in ("", "p50 ms" if is_open else "per s", "p99 ms", "CPU ms", "MiB", f"{ours}'s advantage"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    metric = "p99" if is_open else "rate"
    for cell in cells:
        if cell.void:
            table.add_row(short_name(cell), Text("void", style="red"))
            continue
        first = thousand(cell, "p50") if is_open else number(cell.median("rate"))
        shown = ratio_text(cells, cell, metric)
        name = short_name(cell)
        table.add_row(name, first, thousand(cell, "p99"), thousand(cell, "cpu"), number(cell.median("memory")), shown)
    void = [f"{short_name(cell)} is void: {cell.void}" for cell in cells if cell.void]
    table.caption = "\n".join(void) or None
    return table


def short_name(cell: Cell) -> str:
    return cell.contestant.replace(" on ", "/").replace(", again", " again")


def ratio_text(cells: tuple[Cell, ...], cell: Cell, metric: str) -> Text:
    """Return how many times better the candidate is than this contestant, with the word for it."""
    candidate = next((one for one in cells if one.role == "candidate" and one.server == "hypercorn"), None)
    if candidate is None or cell is candidate:
        return Text("")
    found = compared(cells, cell, metric)
    if cell.role == "again":
        noise = better(cell, candidate, metric)
        return Text(f"A/A {noise}" if noise else "A/A ?", style="dim")
    if found is None or found.interval is None:
        return Text("")
    word, style = WORDS[found.word]
    return Text(f"{found.interval} {word}", style=style)


def thousand(cell: Cell, metric: str) -> str:
    value = cell.median(metric)
    return "" if value is None else number(value * 1000)


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.3f}"
