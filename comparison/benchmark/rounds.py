"""Measure one round of one contestant. A round with a wrong response is void."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from hdrh.histogram import HdrHistogram

from .connection import ExpectedResponse, send_request
from .gate import record_conversation
from .load import LoadResult, closed_loop, open_loop, run_loop
from .plan import Plan
from .result import Round
from .servers import files_in, remove_new_files
from .serving import ServedContestant
from .usage import cpu_seconds, peak_memory, reset_peak_memory
from .workload import Workload
from .wrk import run_wrk

# A load that uses more of its CPU may be the bottleneck itself.
_MAX_BUSY = 0.9
_MICROSECONDS = 1e6
_LONGEST = 3600 * _MICROSECONDS


def log_in(plan: Plan, workload: Workload, served: ServedContestant) -> None:
    """Log in a contestant's client and warm up its server.

    Sets `cookie` of `served`, and `fault` if the last response is no success. A floor is not logged in.
    """
    request = workload.request_at(workload.points[0])
    login = () if served.contestant.role == "floor" else plan.login
    conversation, _, served.cookie = record_conversation(served.server.port, [*login, request, request, request])
    last = conversation[-1]
    if not last.succeeded:
        served.fault = f"{request} is answered with {last.answer_text}"


def learn_expected_response(workload: Workload, served: ServedContestant, point: int) -> None:
    """Set the response that a round expects: what two responses have in common of status, size and CRC-32.

    Sets `expected` of `served`, or `fault` without a complete response; does nothing if there is a fault already. Files
    that the app stores meanwhile are removed.
    """
    if served.fault:
        return
    existing = files_in(served.directory)
    request = workload.encoded_at(point, served.cookie)
    try:
        first, second = (send_request(served.server.port, request) for _ in range(2))
    except (OSError, EOFError) as error:
        served.fault = f"{workload.request_at(point)} gets no complete response: {error!r}"
        return
    size = first.size if first.size == second.size else None
    served.expected = ExpectedResponse(second.status, size, first.crc if first.crc == second.crc else None)
    remove_new_files(served.directory, existing)


def closed_loop_round(plan: Plan, workload: Workload, served: ServedContestant, point: int, directory: Path) -> Round:
    """Measure a contestant in a closed loop, and remove the files that it stores meanwhile; return the round.

    The load of a page is wrk, unless the run is quick: wrk's rounds take at least a second. `directory` gets its
    script. A contestant with a fault, and a load with an error, give a void round.
    """
    existing = files_in(served.directory)
    request, clients = workload.encoded_at(point, served.cookie), workload.clients_at(point)
    arguments = (served.server.port, request, served.expected, clients, plan.seconds)
    if workload.kind == "requests" and not plan.quick:
        measured = _measure(served, partial(run_wrk, *arguments, directory))
    else:
        measured = _measure(served, partial(run_loop, closed_loop, *arguments))
    remove_new_files(served.directory, existing)
    return measured


def open_loop_round(plan: Plan, workload: Workload, served: ServedContestant, point: int, rate: float) -> Round:
    """Measure a contestant in an open loop at a rate in requests per second; return the round, which may be void."""
    request = workload.encoded_at(point, served.cookie)
    arguments = (served.server.port, request, served.expected, rate, plan.seconds)
    return _measure(served, partial(run_loop, open_loop, *arguments))


def _measure(served: ServedContestant, load: Callable[[], LoadResult]) -> Round:
    """Run a load, and return the round with the server's CPU and memory.

    The round is void if the contestant has a fault, there was an error or no response, or the load used over 90 % of
    its CPU. Only recorded latencies (not wrk's) give percentiles and a first byte.
    """
    if served.fault:
        return Round(void=served.fault)
    reset_peak_memory(served.server)
    cpu_before = cpu_seconds(served.server)
    result = load()
    if result.errors or not result.count:
        return Round(void="; ".join(result.errors) or "there was no response")
    if result.busy > _MAX_BUSY:
        return Round(void=f"the load itself used {result.busy:.0%} of its CPU")
    values = {
        "rate": result.count / result.seconds,
        "cpu": (cpu_seconds(served.server) - cpu_before) / result.count,
        "memory": peak_memory(served.server) - served.idle_memory,
        "idle": served.idle_memory,
        "busy": result.busy,
    }
    histogram = HdrHistogram(1, int(_LONGEST), 3)
    for latency in result.latencies:
        histogram.record_value(int(latency * _MICROSECONDS))
    if result.latencies:
        for percent in (50, 90, 99):
            values[f"p{percent}"] = histogram.get_value_at_percentile(percent) / _MICROSECONDS
        values["first_byte"] = median(result.first_bytes)
    return Round({name: float(value) for name, value in values.items()}, "", histogram.encode().decode())
