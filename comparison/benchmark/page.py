"""A result as one HTML page: self-contained, without scripts, in light and dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from statistics import quantiles

from jinja2 import Environment, StrictUndefined

from .plot import Line, svg
from .result import Cell, Result, compare_candidate
from .summary import SPEED_WORDS, UNITS, comparisons_with, memory_difference_text, sentences
from .tables import number_text, thousandfold_text

# Metric, title and factor of each chart of a workload that grows.
_GROWTH_METRICS = (
    ("rate", "requests per second", 1),
    ("cpu", "ms of CPU per request", 1000),
    ("memory", "MiB of memory above idle", 1),
)
_MIN_POINTS = 2
_MIN_ROUNDS = 2


@dataclass(frozen=True)
class Chart:
    """A plot with its title, its legend (colour and name of each line) and its caption."""

    title: str
    svg: str
    legend: tuple[tuple[int, str], ...]
    caption: str


def page(result: Result) -> str:
    """Return the result as an HTML document: tables, plots and sentences."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = (files(__package__) / "templates" / "report.html").read_text("utf-8")
    template = environment.from_string(source)
    groups = [(cells, [_row(cells, cell) for cell in cells]) for cells in result.groups()]
    charts = [*_crossover_charts(result), *_growth_charts(result)]
    return template.render(result=result, groups=groups, charts=charts, sentences=list(sentences(result)), UNITS=UNITS)


def _row(cells: tuple[Cell, ...], cell: Cell) -> dict[str, str]:
    """Return a contestant's row of the table of its group, as texts by column.

    Only a baseline has the candidate's ratio to it, with its noise and conclusion; the other rows have empty texts
    there.
    """
    metric = "rate" if cell.load_kind == "closed" else "p99"
    comparison = compare_candidate(cells, cell, metric) if cell.role == "baseline" else None
    return {
        "name": cell.contestant, "rate": number_text(cell.median("rate")), "p50": thousandfold_text(cell, "p50"),
        "p99": thousandfold_text(cell, "p99"), "first": thousandfold_text(cell, "first_byte"),
        "cpu": thousandfold_text(cell, "cpu"), "memory": number_text(cell.median("memory")),
        "void": cell.void, "word": SPEED_WORDS[comparison.conclusion] if comparison else "",
        "verdict": comparison.verdict if comparison else "",
        "memory_difference": memory_difference_text(comparison.memory) if comparison else "",
        "ratio": str(comparison.interval) if comparison and comparison.interval else "",
        "noise": str(comparison.noise) if comparison and comparison.noise else "",
    }  # fmt: skip


def _growing_workloads(result: Result) -> Iterator[tuple[str, str, list[tuple[Cell, ...]]]]:
    """Yield name, unit and groups of each workload with at least two points, enough for a line. Closed loops only."""
    for name, table in result.settings["workloads"].items():
        groups = result.closed_groups(name)
        if len(groups) >= _MIN_POINTS:
            yield name, UNITS[table["grows"]], groups


def _crossover_charts(result: Result) -> Iterator[Chart]:
    """Yield a chart of the candidate's rate relative to each baseline, for each workload that grows.

    Points without an interval are left out, and so are a baseline and a workload without points.
    """
    for name, unit, groups in _growing_workloads(result):
        lines: list[Line] = []
        for baseline in dict.fromkeys(cell.contestant for cell in groups[0] if cell.role == "baseline"):
            points = [
                (point, comparison.interval.ratio, comparison.interval.low, comparison.interval.high)
                for point, comparison in comparisons_with(groups, baseline)
                if comparison.interval
            ]
            lines.append(Line(f"against {baseline}", len(lines), tuple(points)))
        lines = [line for line in lines if line.points]
        if lines:
            plot = svg(lines, unit, "times as many requests", f"{name}: the crossover", level=1.0)
            caption = "Above the level of 1 the candidate is faster; the bars are 95 % intervals."
            yield Chart(f"{name}: where the crossover is", plot, _legend(lines), caption)


def _growth_charts(result: Result) -> Iterator[Chart]:
    """Yield charts of the rate, the CPU and the memory of all contestants, for each workload that grows.

    A contestant without points is left out.
    """
    for name, unit, groups in _growing_workloads(result):
        for metric, title, factor in _GROWTH_METRICS:
            names = dict.fromkeys(cell.contestant for cell in groups[0])
            lines = [
                Line(contestant, colour, tuple(_points(groups, contestant, metric, factor)))
                for colour, contestant in enumerate(names)
            ]
            lines = [line for line in lines if line.points]
            plot, caption = (
                svg(lines, unit, title, f"{name}: {title}"),
                "Medians; the bars hold the middle half of the rounds.",
            )
            yield Chart(f"{name}: {title}", plot, _legend(lines), caption)


def _points(
    groups: list[tuple[Cell, ...]], contestant: str, metric: str, factor: int
) -> Iterator[tuple[float, float, float, float]]:
    """Yield a metric's median and quartiles times `factor`, for each point: (point, median, low, high).

    A point with fewer than two rounds that count is left out.
    """
    for cells in groups:
        cell = next(item for item in cells if item.contestant == contestant)
        values = [value * factor for value in cell.values_of(metric) if value]
        if len(values) >= _MIN_ROUNDS:
            low, middle, high = quantiles(values, n=4, method="inclusive")
            yield cell.point, middle, low, high


def _legend(lines: list[Line]) -> tuple[tuple[int, str], ...]:
    return tuple((line.colour, line.name) for line in lines)
