"""What a benchmark has measured, as values: raw rounds, and what is asked of them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from ..errors import ConfigurationError
from .intervals import Interval, interval, word_for

SCHEMA = "comparison-benchmark/1"
# Of these, less is better.
COSTS = {"cpu", "memory", "p50", "p90", "p99", "first_byte"}
CLOSED = "closed"


@dataclass(frozen=True)
class Round:
    """One round of one contestant: `values` by metric, or why it is `void`.

    `rate` in answers a second, `cpu` in seconds an answer, `memory` in MiB above idle at the peak, `p50`, `p90`, `p99`
    and `first_byte` in seconds. `histogram` is an HdrHistogram (V2, compressed, base64) of latencies in microseconds.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    void: str = ""
    histogram: str = ""


@dataclass(frozen=True)
class Cell:
    """All rounds of a contestant at a point of a workload; `load` is `closed`, or `open` with percents of the peak."""

    workload: str
    load: str
    point: int
    contestant: str
    role: str
    server: str
    rounds: tuple[Round, ...]

    def all(self, metric: str) -> list[float | None]:
        return [one.values.get(metric) for one in self.rounds]

    def median(self, metric: str) -> float | None:
        """Return the median over the rounds that count; None when there is none."""
        known = [value for value in self.all(metric) if value is not None]
        return median(known) if known else None

    @property
    def void(self) -> str:
        """Why no round counts."""
        return next((one.void for one in self.rounds if one.void), "") if self.median("rate") is None else ""


@dataclass(frozen=True)
class Result:
    """A whole benchmark; `machine` and `settings` say where and how, `differs` why a workload was not measured."""

    machine: Mapping[str, str]
    settings: Mapping[str, Any]
    cells: tuple[Cell, ...]
    differs: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def groups(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each workload, load and point: what is compared with each other."""
        keys = dict.fromkeys((cell.workload, cell.load, cell.point) for cell in self.cells)
        for key in keys:
            yield tuple(cell for cell in self.cells if (cell.workload, cell.load, cell.point) == key)

    def as_json(self) -> dict[str, Any]:
        cells = [asdict(cell) for cell in self.cells]
        kept = {"machine": self.machine, "settings": self.settings, "differs": self.differs, "seconds": self.seconds}
        return {"schema": SCHEMA, **kept, "cells": cells, "ratios": list(self.ratios())}

    @classmethod
    def of_json(cls, found: Any) -> "Result":
        """Return what `as_json` gave; raises `ConfigurationError` for anything else."""
        try:
            if found["schema"] != SCHEMA:
                raise ConfigurationError(f"The schema is {found['schema']!r}, but must be {SCHEMA}.")
            cells = tuple(
                Cell(**{**cell, "rounds": tuple(Round(**one) for one in cell["rounds"])}) for cell in found["cells"]
            )
            return cls(found["machine"], found["settings"], cells, found["differs"], found["seconds"])
        except (KeyError, TypeError) as error:
            what = f"This is no benchmark's result: {type(error).__name__} {error}"
            raise ConfigurationError(f"{what}. Give a file written by --json.") from None

    def ratios(self) -> Iterator[dict[str, Any]]:
        """Yield what follows from the rounds, so that a reader of the JSON need not repeat the statistics."""
        for cells in self.groups():
            for metric in ("rate", "cpu", "p99", "first_byte"):
                for baseline in (cell for cell in cells if cell.role == "baseline"):
                    found = compared(cells, baseline, metric)
                    if found and found.interval:
                        yield {
                            "workload": baseline.workload, "load": baseline.load, "point": baseline.point,
                            "metric": metric, "candidate": found.candidate, "baseline": baseline.contestant,
                            "word": found.word, **asdict(found.interval), "noise": found.noise and asdict(found.noise),
                        }  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """How many times better the candidate is than a baseline, with the noise of the candidate against itself."""

    candidate: str
    baseline: str
    interval: Interval | None
    noise: Interval | None

    @property
    def word(self) -> str:
        return word_for(self.interval, self.noise)


def compared(cells: tuple[Cell, ...], baseline: Cell, metric: str = "rate") -> Compared | None:
    """Compare the candidate on hypercorn with a baseline in one group; more is better, also where it is a cost."""
    by_role = {cell.role: cell for cell in cells if cell.server == "hypercorn"}
    candidate, again = by_role.get("candidate"), by_role.get("again")
    if candidate is None or again is None:
        return None
    return Compared(
        candidate.contestant,
        baseline.contestant,
        better(candidate, baseline, metric),
        better(again, candidate, metric),
    )


def better(ours: Cell, theirs: Cell, metric: str) -> Interval | None:
    left, right = (theirs, ours) if metric in COSTS else (ours, theirs)
    return interval(left.all(metric), right.all(metric))
