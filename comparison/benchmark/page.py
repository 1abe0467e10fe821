"""A Result as one HTML page: no network, no script, light and dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from statistics import quantiles

from jinja2 import Environment, StrictUndefined

from .plot import Line, svg
from .result import CLOSED, Cell, Result, compared
from .tables import WORDS, number, thousand
from .words import UNITS, along, sentences

FEWEST = 2


@dataclass(frozen=True)
class Chart:
    """A plot with its title, its lines' names and colours, and what to look for in it."""

    title: str
    svg: str
    legend: tuple[tuple[int, str], ...]
    caption: str


def page(result: Result) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = (files(__package__) / "templates" / "report.html").read_text("utf-8")
    template = environment.from_string(source)
    groups = [(cells, [row(cells, cell) for cell in cells]) for cells in result.groups()]
    charts = [*crossovers(result), *growths(result)]
    return template.render(result=result, groups=groups, charts=charts, sentences=list(sentences(result)), UNITS=UNITS)


def row(cells: tuple[Cell, ...], cell: Cell) -> dict[str, str]:
    """Return a contestant's figures as texts, with the word for the candidate against it."""
    found = compared(cells, cell, "rate" if cell.load == CLOSED else "p99") if cell.role == "baseline" else None
    word, _ = WORDS[found.word] if found else ("", "")
    return {
        "name": cell.contestant, "rate": number(cell.median("rate")), "p50": thousand(cell, "p50"),
        "p99": thousand(cell, "p99"), "first": thousand(cell, "first_byte"), "cpu": thousand(cell, "cpu"),
        "memory": number(cell.median("memory")), "void": cell.void, "word": word,
        "ratio": str(found.interval) if found and found.interval else "",
        "noise": str(found.noise) if found and found.noise else "",
    }  # fmt: skip


def closed_groups(result: Result, name: str) -> list[tuple[Cell, ...]]:
    return [cells for cells in result.groups() if (cells[0].workload, cells[0].load) == (name, CLOSED)]


def crossovers(result: Result) -> Iterator[Chart]:
    """Yield, for each workload that grows, how many times better the candidate is at each point: over 1 it wins."""
    for name, table in result.settings["workloads"].items():
        groups = closed_groups(result, name)
        if len(groups) < FEWEST:
            continue
        lines: list[Line] = []
        for baseline in dict.fromkeys(cell.contestant for cell in groups[0] if cell.role == "baseline"):
            points = [
                (point, found.interval.ratio, found.interval.low, found.interval.high)
                for point, found in along(groups, baseline)
                if found.interval
            ]
            lines.append(Line(f"against {baseline}", len(lines), tuple(points)))
        lines = [line for line in lines if line.points]
        if lines:
            unit = UNITS[table["grows"]]
            drawing = svg(lines, unit, "times as many answers", f"{name}: the crossover", even=1.0)
            caption = "Above the level of 1 the candidate wins; the bars are 95 % intervals."
            yield Chart(f"{name}: where the crossover is", drawing, legend(lines), caption)


def growths(result: Result) -> Iterator[Chart]:
    """Yield rate and CPU of all contestants against what grows."""
    for name, table in result.settings["workloads"].items():
        groups = closed_groups(result, name)
        if len(groups) < FEWEST:
            continue
        for metric, title, factor in (("rate", "answers a second", 1), ("cpu", "ms of CPU an answer", 1000)):
            names = dict.fromkeys(cell.contestant for cell in groups[0])
            lines = [
                Line(one, number, tuple(points_of(groups, one, metric, factor))) for number, one in enumerate(names)
            ]
            lines = [line for line in lines if line.points]
            drawing = svg(lines, UNITS[table["grows"]], title, f"{name}: {title}")
            yield Chart(
                f"{name}: {title}", drawing, legend(lines), "Medians; the bars hold the middle half of the rounds."
            )


def points_of(
    groups: list[tuple[Cell, ...]], contestant: str, metric: str, factor: int
) -> Iterator[tuple[float, float, float, float]]:
    for cells in groups:
        cell = next(one for one in cells if one.contestant == contestant)
        known = [value * factor for value in cell.all(metric) if value]
        if len(known) >= FEWEST:
            low, middle, high = quantiles(known, n=4, method="inclusive")
            yield cell.point, middle, low, high


def legend(lines: list[Line]) -> tuple[tuple[int, str], ...]:
    return tuple((line.colour, line.name) for line in lines)
