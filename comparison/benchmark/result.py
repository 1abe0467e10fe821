"""The result of a benchmark: the raw rounds, the ratios that follow from them, and both as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

from ..errors import ConfigurationError
from .background import BackgroundLoad
from .contestant import Role
from .intervals import Conclusion, Interval, Shift, conclusion, ratio_interval, shift_conclusion, shift_interval
from .verdict import Verdict, weigh

LoadKind = Literal["closed", "open"]

CLOSED: LoadKind = "closed"
_SCHEMA = "comparison-benchmark/2"
_COMPARED_METRICS = ("rate", "cpu", "p99", "first_byte")
# Metrics of which less is better.
_COSTS = {"cpu", "memory", "p50", "p90", "p99", "first_byte"}


@dataclass(frozen=True)
class Round:
    """One round of one contestant: `values` by metric, or in `void` why the round does not count.

    `rate` is in responses per second, `cpu` in seconds per response, `memory` in MiB of the peak above idle, and `p50`,
    `p90`, `p99` and `first_byte` are in seconds. `idle` is in MiB, and `busy` is the share of a CPU that the load used.
    `histogram` is an HdrHistogram (V2, compressed, base64) of the latencies in microseconds.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    void: str = ""
    histogram: str = ""


@dataclass(frozen=True)
class Cell:
    """All rounds of a contestant at a point of a workload.

    `load` is `closed` for a closed loop; for an open one it names the offered rate, such as `open 70 %` of the peak.
    """

    workload: str
    load: str
    point: int
    contestant: str
    role: Role
    server: str
    rounds: tuple[Round, ...]

    @property
    def load_kind(self) -> LoadKind:
        """The kind of loop."""
        return "closed" if self.load == CLOSED else "open"

    def values_of(self, metric: str) -> list[float | None]:
        """Return a metric's value in each round; None for a void round."""
        return [round_.values.get(metric) for round_ in self.rounds]

    def median(self, metric: str) -> float | None:
        """Return a metric's median over the rounds that count; None if none does."""
        known = [value for value in self.values_of(metric) if value is not None]
        return median(known) if known else None

    @property
    def void(self) -> str:
        """Why no round counts, as the first void round says; an empty string if a round counts or there is none."""
        return next((round_.void for round_ in self.rounds if round_.void), "") if self.median("rate") is None else ""


@dataclass(frozen=True)
class Result:
    """A whole benchmark.

    `machine` and `settings` say where and how it ran, and `background` what other processes did meanwhile. `differs`
    holds the workloads that were not measured, each with the reason. `expected` holds the expected differences of those
    that were measured. `seconds` is how long it took.
    """

    machine: Mapping[str, str]
    settings: Mapping[str, Any]
    cells: tuple[Cell, ...]
    background: BackgroundLoad
    differs: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 0.0

    def groups(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells that are compared with each other: those of one workload, load and point."""
        keys = dict.fromkeys((cell.workload, cell.load, cell.point) for cell in self.cells)
        for key in keys:
            yield tuple(cell for cell in self.cells if (cell.workload, cell.load, cell.point) == key)

    def closed_groups(self, workload: str) -> list[tuple[Cell, ...]]:
        """Return the groups of a workload under a closed loop, one for each point."""
        return [cells for cells in self.groups() if (cells[0].workload, cells[0].load) == (workload, CLOSED)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was measured: no group has a round that counts of both a baseline and a candidate."""
        measured_roles = ({cell.role for cell in cells if cell.median("rate") is not None} for cells in self.groups())
        return not any({"baseline", "candidate"} <= roles for roles in measured_roles)

    def as_json(self) -> dict[str, Any]:
        """Return the result and its ratios as JSON values, which conform to result.schema.json."""
        cells = [asdict(cell) for cell in self.cells]
        facts = {
            "machine": self.machine, "settings": self.settings, "differs": self.differs, "seconds": self.seconds,
            "expected": {name: list(texts) for name, texts in self.expected.items()},
            "background": {**asdict(self.background), "is_loaded": self.background.is_loaded},
        }  # fmt: skip
        conclusions = {"ratios": list(self.ratios()), "verdicts": list(self.verdicts())}
        return {"schema": _SCHEMA, **facts, "cells": cells, **conclusions}

    @classmethod
    def of_json(cls, document: Any) -> "Result":
        """Return the result that `as_json` wrote; raises `ConfigurationError` for any other document."""
        try:
            if document["schema"] != _SCHEMA:
                raise ConfigurationError(
                    f"schema is {document['schema']!r}, but must be {_SCHEMA!r}. Measure again, with --json."
                )
            cells = tuple(
                Cell(**{**cell, "rounds": tuple(Round(**round_) for round_ in cell["rounds"])})
                for cell in document["cells"]
            )
            expected = {name: tuple(texts) for name, texts in document["expected"].items()}
            facts = {name: document[name] for name in ("machine", "settings", "differs", "seconds")}
            background = {key: value for key, value in document["background"].items() if key != "is_loaded"}
            return cls(cells=cells, expected=expected, background=BackgroundLoad(**background), **facts)
        except (KeyError, TypeError) as error:
            problem = f"it is not the result of a benchmark: {type(error).__name__} {error}"
            raise ConfigurationError(f"{problem}. Pass a file written by --json.") from None

    def ratios(self) -> Iterator[dict[str, Any]]:
        """Yield the candidate's ratios to each baseline as JSON values, so that a reader needs no statistics.

        Each has its interval, its conclusion as `word`, and the `noise` of the A/A run, or None. A ratio without an
        interval is left out, and so are all ratios of a group without an A/A run.
        """
        for cells in self.groups():
            for metric in _COMPARED_METRICS:
                for baseline in (cell for cell in cells if cell.role == "baseline"):
                    comparison = compare_candidate(cells, baseline, metric)
                    if comparison and comparison.interval:
                        yield {
                            "workload": baseline.workload, "load": baseline.load, "point": baseline.point,
                            "metric": metric, "candidate": comparison.candidate, "baseline": baseline.contestant,
                            "word": comparison.conclusion, **asdict(comparison.interval),
                            "noise": comparison.noise and asdict(comparison.noise),
                        }  # fmt: skip

    def verdicts(self) -> Iterator[dict[str, Any]]:
        """Yield the verdict on the candidate against each baseline as JSON values, under closed loops.

        `memory` is the difference of the peaks above idle in MiB; None if fewer than three rounds count.
        """
        for cells in self.groups():
            for baseline in (cell for cell in cells if (cell.role, cell.load) == ("baseline", CLOSED)):
                comparison = compare_candidate(cells, baseline)
                if comparison:
                    memory = comparison.memory
                    yield {
                        "workload": baseline.workload, "point": baseline.point, "candidate": comparison.candidate,
                        "baseline": baseline.contestant, "verdict": comparison.verdict,
                        "speed_word": comparison.conclusion, "memory_word": memory.conclusion,
                        "memory": memory.shift and asdict(memory.shift),
                    }  # fmt: skip


@dataclass(frozen=True)
class MemoryComparison:
    """The memory that the load took, as peaks above idle in MiB: medians of both, and the difference with its noise."""

    candidate: float | None
    baseline: float | None
    shift: Shift | None
    noise: Shift | None

    @property
    def conclusion(self) -> Conclusion:
        """Whether the candidate took more or less."""
        return shift_conclusion(self.shift, self.noise)


@dataclass(frozen=True)
class Comparison:
    """How many times better the candidate is than another contestant, and the noise of the candidate's A/A run."""

    candidate: str
    baseline: str
    interval: Interval | None
    noise: Interval | None
    memory: MemoryComparison

    @property
    def conclusion(self) -> Conclusion:
        """What the interval shows beyond the noise."""
        return conclusion(self.interval, self.noise)

    @property
    def verdict(self) -> Verdict:
        """What the metric and the memory together allow to conclude."""
        return weigh(self.conclusion, self.memory.conclusion)


def compare_candidate(cells: tuple[Cell, ...], baseline: Cell, metric: str = "rate") -> Comparison | None:
    """Compare the candidate on hypercorn with a baseline of the same group; None without an A/A run.

    The interval and the noise are each None if fewer than three rounds count.
    """
    by_role = {cell.role: cell for cell in cells if cell.server == "hypercorn"}
    candidate, repeat = by_role.get("candidate"), by_role.get("repeat")
    if candidate is None or repeat is None:
        return None
    interval, noise = advantage(candidate, baseline, metric), advantage(repeat, candidate, metric)
    shift, shift_noise = (
        shift_interval(cell.values_of("memory"), reference.values_of("memory"))
        for cell, reference in ((candidate, baseline), (repeat, candidate))
    )
    memory = MemoryComparison(candidate.median("memory"), baseline.median("memory"), shift, shift_noise)
    return Comparison(candidate.contestant, baseline.contestant, interval, noise, memory)


def advantage(cell: Cell, reference: Cell, metric: str) -> Interval | None:
    """Return how many times better a cell is than a reference: more of a rate, or less of a cost.

    None if fewer than three rounds of both count.
    """
    better, worse = (reference, cell) if metric in _COSTS else (cell, reference)
    return ratio_interval(better.values_of(metric), worse.values_of(metric))
