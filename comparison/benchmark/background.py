"""The background load: the CPU that other processes use before and while a benchmark measures."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil

# Above this share of the CPUs, other processes may change what is measured.
_MAX_SHARE = 0.1
# Seconds over which the load is measured before the first server starts.
_BEFORE_SECONDS = 1.0
# Without idle and iowait. Without interrupts too: the benchmark's own connections cause most of them.
_BUSY = ("user", "nice", "system", "steal")


@dataclass(frozen=True)
class BackgroundLoad:
    """CPU that other processes used, in CPUs: 1.0 is one CPU all the time; `cpus` is how many the benchmark may use.

    `before` is over the second before the first server started, `mean` over all rounds, and `peak` over the round with
    the most. `load_average` is the system's over the minute before.
    """

    cpus: int
    load_average: float
    before: float
    mean: float = 0.0
    peak: float = 0.0

    @property
    def is_loaded(self) -> bool:
        """Whether other processes used more than a tenth of the CPUs, before or while the benchmark measured."""
        return max(self.before, self.mean) > _MAX_SHARE * self.cpus

    @property
    def warning_before(self) -> str:
        """A warning that the machine is loaded before anything is measured; an empty string if it is not."""
        if self.before <= _MAX_SHARE * self.cpus:
            return ""
        use = f"other processes use {self.before:.2f} of {self.cpus} CPUs (load average {self.load_average:.2f})"
        return f"Warning: the machine is loaded: {use}. End them and start again: they change what is measured."

    def __str__(self) -> str:
        before = f"Other processes used {self.before:.2f} of {self.cpus} CPUs before (load average"
        during = f"and {self.mean:.2f} while it measured (at most {self.peak:.2f} in a round)"
        figures = f"{before} {self.load_average:.2f}), {during}."
        if not self.is_loaded:
            return figures
        return (
            f"Warning: the machine was loaded. {figures} They may have changed the figures: repeat on an idle machine."
        )


@dataclass
class BackgroundMeter:
    """Measures the background load: `measure_before`, then each `round`, then `result`.

    `used` returns the CPU seconds of other processes, and `clock` the time in seconds.
    """

    cpus: int
    used: Callable[[], float]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _before: BackgroundLoad | None = None
    _rounds: list[tuple[float, float]] = field(default_factory=list)

    @classmethod
    def of_cpus(cls, cpus: Iterable[int]) -> "BackgroundMeter":
        """Return a meter of these CPUs; without any, of all that this process may use."""
        affinity = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(psutil.cpu_count() or 1)
        numbers = set(cpus) or set(affinity)
        return cls(len(numbers), lambda: other_cpu_seconds(numbers))

    def measure_before(self) -> BackgroundLoad:
        """Measure the load for a second; return it."""
        load_average = psutil.getloadavg()[0]
        start, used_before = self.clock(), self.used()
        self.sleep(_BEFORE_SECONDS)
        seconds, used = self.clock() - start, self.used() - used_before
        self._before = BackgroundLoad(self.cpus, load_average, max(used, 0.0) / seconds)
        return self._before

    @contextmanager
    def round(self) -> Iterator[None]:
        """Count what other processes use inside the block as a round."""
        start, used_before = self.clock(), self.used()
        yield
        self._rounds.append((self.clock() - start, self.used() - used_before))

    def result(self) -> BackgroundLoad:
        """Return the load before and during all rounds."""
        before = self._before or BackgroundLoad(self.cpus, 0.0, 0.0)
        seconds, used = (sum(values) for values in zip(*self._rounds, strict=True)) if self._rounds else (0.0, 0.0)
        peak = max((used / seconds for seconds, used in self._rounds if seconds), default=0.0)
        mean = used / seconds if seconds else 0.0
        return BackgroundLoad(self.cpus, before.load_average, before.before, max(mean, 0.0), max(peak, 0.0))


def other_cpu_seconds(cpus: Iterable[int]) -> float:
    """Return the CPU seconds that these CPUs have spent on processes that are not the benchmark's, since they started.

    Time that a hypervisor gave to another machine (steal) counts as theirs. The count has steps of 10 ms.
    """
    by_number = dict(enumerate(psutil.cpu_times(percpu=True)))
    chosen = [by_number[number] for number in cpus if number in by_number] or list(by_number.values())
    return sum(getattr(times, name, 0.0) for times in chosen for name in _BUSY) - own_cpu_seconds()


def own_cpu_seconds() -> float:
    """Return the CPU seconds of this process and its descendants: servers, wrk, and what has ended of them."""
    process, seconds = psutil.Process(), 0.0
    for member in (process, *process.children(recursive=True)):
        with suppress(psutil.Error):
            times = member.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds
