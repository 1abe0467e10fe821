"""Runs a plan: parity first, then interleaved rounds, each void when one answer is wrong."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median

from hdrh.histogram import HdrHistogram

from ..settings import Side
from ..targets.process import ServerProcess
from ..values.difference import differences
from ..values.exchange import Exchange
from ..values.normalizers import normalize
from . import load as loads
from .gate import Sent, conversation
from .load import Asked, Expected, Load
from .machine import machine, settings_of
from .plan import SECRET, Contestant, Plan
from .result import CLOSED, Cell, Result, Round
from .servers import Cpus, Recorded, command_of, files_in, floor_of, load_kept_on, remove_new, serve
from .usage import cpu_seconds, forget_peak, memory
from .workload import Workload
from .wrk import wrk

# A load that needs most of its CPU may be what is measured.
BUSY = 0.9
MICROSECONDS = 1e6
LONGEST = 3600 * MICROSECONDS

Told = Callable[[str], None]


@dataclass
class Entrant:
    """A contestant that is served, and what is asked of it."""

    contestant: Contestant
    server: ServerProcess
    folder: Path
    cookie: str = ""
    expected: Expected = field(default_factory=Expected)
    idle: float = 0.0
    fault: str = ""


def run_plan(plan: Plan, told: Told = lambda text: None) -> Result:
    """Run all of it, and say before each round what it is.

    Raises `StartError` and `ConfigurationError`; what was started has ended then.
    """
    begun, cpus, found, differs = time.monotonic(), Cpus.shared_out(), [], {}
    with load_kept_on(cpus), tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as name:
        for number, workload in enumerate(plan.workloads):
            folder = Path(name) / str(number)
            folder.mkdir()
            with served(plan, workload, folder, cpus) as (entrants, wrong):
                if wrong:
                    differs[workload.name] = wrong
                    continue
                found += list(cells_of(plan, workload, entrants, told, folder))
    return Result(machine(cpus), settings_of(plan), tuple(found), differs, time.monotonic() - begun)


@contextmanager
def served(plan: Plan, workload: Workload, folder: Path, cpus: Cpus) -> Iterator[tuple[list[Entrant], str]]:
    """Serve all contestants, see that the pair is equal, and yield them with what differs."""
    servers: list[ServerProcess] = []
    try:
        apps = [one for one in plan.contestants if one.role != "floor"]

        def start(number: int, contestant: Contestant, side: Side) -> Entrant:
            command = command_of(contestant.server, contestant.served, plan.workers, plan.threads)
            place = folder / f"{number}-{contestant.role}"
            server = serve(side, command, plan.settings.root, place, SECRET, cpus)
            servers.append(server)
            return Entrant(contestant, server, place)

        with ThreadPoolExecutor() as threads:
            entrants = list(threads.map(start, range(len(apps)), apps, [one.side for one in apps]))
        recorded, wrong = parity(plan, workload, entrants)
        if not wrong:
            floor = floor_of(recorded, folder / "floor")
            for contestant in plan.contestants:
                if contestant.role == "floor":
                    side = replace(contestant.side, env=floor)
                    entrants.append(start(len(entrants), contestant, side))
        yield entrants, wrong
    finally:
        with ThreadPoolExecutor() as threads:
            list(threads.map(ServerProcess.stop, servers))


def parity(plan: Plan, workload: Workload, entrants: Sequence[Entrant]) -> tuple[Recorded, str]:
    """Compare the pair on hypercorn at each point; return what the candidate said, and what is wrong, if anything."""
    served = [one for one in entrants if one.contestant.server == "hypercorn"]
    pair = {one.contestant.role: one for one in served if one.contestant.role in ("baseline", "candidate")}
    recorded = Recorded(200, (), b"", workload.kind == "calls")
    for point in workload.points:
        sent = [*plan.before, *[workload.request_at(point)] * 2]
        talks: dict[str, tuple[Exchange, ...]] = {}
        for role, entrant in pair.items():
            talk, body, _ = conversation(entrant.server.port, sent)
            for one in talk[: len(plan.before)]:
                if not one.succeeded:
                    return recorded, f"the {role} answers the login, {one.request}, with {one.answer_text}"
            talks[role] = normalize(talk, plan.settings.normalizers)
            recorded = Recorded(talk[-1].status, talk[-1].headers, body, recorded.waits)
        found = differences(talks["baseline"], talks["candidate"])
        if found:
            return recorded, f"the two apps differ: {found[0].as_text('baseline', 'candidate')}"
        if not talk[-1].succeeded:
            return recorded, f"both apps answer {talk[-1].request} with {talk[-1].answer_text}"
    return recorded, ""


def cells_of(plan: Plan, workload: Workload, entrants: list[Entrant], told: Told, folder: Path) -> Iterator[Cell]:
    for entrant in entrants:
        greet(plan, workload, entrant)
    for point in workload.points:
        for entrant in entrants:
            learn(workload, entrant, point)
        rounds: list[list[Round]] = [[] for _ in entrants]
        for index in turns(plan.rounds, len(entrants)):
            told(f"{workload.name} {point or ''} {entrants[index].contestant.name}")
            rounds[index].append(closed_round(plan, workload, entrants[index], point, folder))
        cells = [cell_of(workload, CLOSED, point, *pair) for pair in zip(entrants, rounds, strict=True)]
        yield from cells
        if workload.kind == "requests":
            yield from open_loop(plan, workload, entrants, cells, point, told)


def open_loop(
    plan: Plan, workload: Workload, entrants: list[Entrant], cells: list[Cell], point: int, told: Told
) -> Iterator[Cell]:
    """Ask the pair at shares of what the slowest of it can take."""
    pair = [one for one in entrants if one.contestant.role in ("baseline", "candidate", "again")]
    peaks = [cell.median("rate") for cell in cells if cell.role in ("baseline", "candidate")]
    lowest = min((peak for peak in peaks if peak), default=0)
    for share in plan.shares:
        rounds: list[list[Round]] = [[] for _ in pair]
        for index in turns(plan.rounds, len(pair)) if lowest else ():
            told(f"{workload.name} at {share} % {pair[index].contestant.name}")
            asked = Asked(workload.request_at(point).head(pair[index].cookie))
            arguments = (pair[index].server.port, asked, pair[index].expected, lowest * share / 100, plan.seconds)
            rounds[index].append(measured(pair[index], partial(loads.run, loads.opened, *arguments)))
        yield from (cell_of(workload, f"open {share} %", point, *one) for one in zip(pair, rounds, strict=True))


def turns(rounds: int, count: int) -> Iterator[int]:
    """Yield whose turn it is: one round more, which warms up, and every other one the other way round (ABBA)."""
    for number in range(rounds + 1):
        yield from reversed(range(count)) if number % 2 else range(count)


def cell_of(workload: Workload, load: str, point: int, entrant: Entrant, rounds: list[Round]) -> Cell:
    one = entrant.contestant
    return Cell(workload.name, load, point, one.name, one.role, one.server, tuple(rounds[1:]))


def greet(plan: Plan, workload: Workload, entrant: Entrant) -> None:
    """Log in, and see that there is something to measure."""
    first = workload.request_at(workload.points[0])
    before = () if entrant.contestant.role == "floor" else plan.before
    talk, _, entrant.cookie = conversation(entrant.server.port, [*before, first, first, first])
    last = talk[-1]
    if not last.succeeded:
        entrant.fault = f"{first} is answered with {last.answer_text}"
    entrant.idle = memory(entrant.server)


def learn(workload: Workload, entrant: Entrant, point: int) -> None:
    """Learn what a right answer is from two: the same bytes each time, or as many, or a status at least."""
    if entrant.fault:
        return
    kept, asked = files_in(entrant.folder), asked_of(workload, entrant, workload.request_at(point))
    try:
        one, other = (loads.ask(entrant.server.port, asked) for _ in range(2))
    except (OSError, EOFError) as error:
        entrant.fault = f"{workload.request_at(point)} is not answered to its end: {error!r}"
        return
    size = one.size if one.size == other.size else None
    entrant.expected = Expected(other.status, size, one.crc if one.crc == other.crc else None)
    remove_new(entrant.folder, kept)


def asked_of(workload: Workload, entrant: Entrant, sent: Sent) -> Asked:
    return Asked(sent.head(entrant.cookie), sent.body, workload.drips, workload.pause)


def closed_round(plan: Plan, workload: Workload, entrant: Entrant, point: int, folder: Path) -> Round:
    """Measure a contestant once; what it stores meanwhile is removed."""
    sent, clients, port = workload.request_at(point), workload.clients_at(point), entrant.server.port
    kept = files_in(entrant.folder)
    asked = asked_of(workload, entrant, sent)
    if workload.kind == "requests" and not plan.quick:
        result = measured(entrant, partial(wrk, port, asked, entrant.expected, clients, plan.seconds, folder))
    else:
        clients = 1 if workload.kind == "downloads" else clients
        load = partial(loads.run, loads.closed, port, asked, entrant.expected, clients, plan.seconds)
        result = measured(entrant, load)
    remove_new(entrant.folder, kept)
    return result


def measured(entrant: Entrant, load: Callable[[], Load]) -> Round:
    """Run a load, and return what it took; void when one answer was wrong."""
    if entrant.fault:
        return Round(void=entrant.fault)
    forget_peak(entrant.server)
    before = cpu_seconds(entrant.server)
    result = load()
    if result.errors or not result.count:
        return Round(void="; ".join(result.errors) or "nothing was answered")
    if result.busy > BUSY:
        return Round(void=f"the load itself took {result.busy:.0%} of its CPU")
    values = {
        "rate": result.count / result.seconds,
        "cpu": (cpu_seconds(entrant.server) - before) / result.count,
        "memory": memory(entrant.server, "VmHWM") - entrant.idle,
        "idle": entrant.idle,
        "busy": result.busy,
    }
    histogram = HdrHistogram(1, int(LONGEST), 3)
    for latency in result.latencies:
        histogram.record_value(int(latency * MICROSECONDS))
    if result.latencies:
        values |= {f"p{one}": histogram.get_value_at_percentile(one) / MICROSECONDS for one in (50, 90, 99)}
        values["first_byte"] = median(result.first_bytes)
    return Round({name: float(value) for name, value in values.items()}, "", histogram.encode().decode())
