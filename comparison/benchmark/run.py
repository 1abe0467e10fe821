"""Run a plan: serve its contestants workload by workload, and measure them in interleaved rounds."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .background import BackgroundMeter
from .contestant import PAIR_ROLES
from .machine import machine_facts, plan_facts
from .plan import Plan
from .result import CLOSED, Cell, Result, Round
from .rounds import closed_loop_round, learn_expected_response, log_in, open_loop_round
from .servers import Cpus, load_pinned
from .serving import ServedContestant, serve_contestants
from .workload import Workload

OnRound = Callable[[str], None]


def run_plan(
    plan: Plan, on_round: OnRound = lambda text: None, on_warning: Callable[[str], None] = lambda text: None
) -> Result:
    """Run a plan, and call `on_round` with a description before each round; return the result.

    If other processes use the machine before the first server starts, `on_warning` is called with a warning.

    A workload on which the pair differs unexpectedly is not measured: `differs` of the result says why. Raises
    `StartError` and `ConfigurationError`, with all servers stopped.
    """
    start, cpus = time.monotonic(), Cpus.split()
    meter = BackgroundMeter.of_cpus((*cpus.load, *cpus.servers))
    if warning := meter.measure_before().warning_before:
        on_warning(warning)
    cells: list[Cell] = []
    differs: dict[str, str] = {}
    expected: dict[str, tuple[str, ...]] = {}
    with load_pinned(cpus), tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as name:
        for number, workload in enumerate(plan.workloads):
            directory = Path(name) / str(number)
            directory.mkdir()
            with serve_contestants(plan, workload, directory, cpus) as (served, gate):
                if gate.mismatch:
                    differs[workload.name] = gate.mismatch
                else:
                    expected |= {workload.name: gate.expected} if gate.expected else {}
                    cells += _measure_workload(plan, workload, served, on_round, directory, meter)
    return Result(
        machine_facts(cpus), plan_facts(plan), tuple(cells), meter.result(), differs, expected, time.monotonic() - start
    )


def _measure_workload(
    plan: Plan,
    workload: Workload,
    contestants: list[ServedContestant],
    on_round: OnRound,
    directory: Path,
    meter: BackgroundMeter,
) -> Iterator[Cell]:
    """Measure all contestants at each point in a closed loop; a page's pair in an open loop too.

    Logs in each contestant first. Yields a cell for each contestant, point and load.
    """
    for served in contestants:
        log_in(plan, workload, served)
    for point in workload.points:
        for served in contestants:
            learn_expected_response(workload, served, point)
        rounds: list[list[Round]] = [[] for _ in contestants]
        for index in interleaved_indexes(plan.rounds, len(contestants)):
            served = contestants[index]
            on_round(f"{workload.name} {point or ''} {served.contestant.name}")
            with meter.round():
                rounds[index].append(closed_loop_round(plan, workload, served, point, directory))
        cells = [
            _cell(workload, CLOSED, point, served, own_rounds)
            for served, own_rounds in zip(contestants, rounds, strict=True)
        ]
        yield from cells
        if workload.kind == "requests":
            yield from _measure_open_loops(plan, workload, contestants, point, _lower_peak(cells), on_round, meter)


def _lower_peak(cells: list[Cell]) -> float:
    """Return the lowest closed-loop rate of baselines and candidates, in requests per second; 0 if none is known."""
    peaks = [cell.median("rate") for cell in cells if cell.role in ("baseline", "candidate")]
    return min((peak for peak in peaks if peak), default=0)


def _measure_open_loops(
    plan: Plan,
    workload: Workload,
    contestants: list[ServedContestant],
    point: int,
    peak: float,
    on_round: OnRound,
    meter: BackgroundMeter,
) -> Iterator[Cell]:
    """Measure the pair at each offered rate, in percent of the peak. Without a peak the cells have no rounds."""
    pair = [served for served in contestants if served.contestant.role in PAIR_ROLES]
    for percent in plan.open_loop_percents:
        rounds: list[list[Round]] = [[] for _ in pair]
        for index in interleaved_indexes(plan.rounds, len(pair)) if peak else ():
            served = pair[index]
            on_round(f"{workload.name} at {percent} % {served.contestant.name}")
            with meter.round():
                rounds[index].append(open_loop_round(plan, workload, served, point, peak * percent / 100))
        for served, own_rounds in zip(pair, rounds, strict=True):
            yield _cell(workload, f"open {percent} %", point, served, own_rounds)


def interleaved_indexes(rounds: int, count: int) -> Iterator[int]:
    """Yield whose round is next, of `count` contestants: forwards, then backwards (ABBA), `rounds` + 1 times.

    The first round warms up.
    """
    for number in range(rounds + 1):
        yield from reversed(range(count)) if number % 2 else range(count)


def _cell(workload: Workload, load: str, point: int, served: ServedContestant, rounds: list[Round]) -> Cell:
    """Return the cell of a contestant's rounds, without the warm-up round."""
    contestant = served.contestant
    measured = tuple(rounds[1:])
    return Cell(workload.name, load, point, contestant.name, contestant.role, contestant.server, measured)
