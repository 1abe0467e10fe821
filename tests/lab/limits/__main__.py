"""Measure the apps against the least that their server takes: `PYTHONPATH=tests python -m lab.limits`.

Each figure is a ratio within one run, a median over rounds that are interleaved, or a peak above idle memory. Nothing
fails: machines differ. The goal stands beside each figure.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean, median
from threading import Thread

import click
from rich.console import Console
from rich.table import Table

from comparison.benchmark.connection import ExpectedResponse, send_request
from comparison.benchmark.gate import record_conversation
from comparison.benchmark.load import closed_loop, open_loop, run_loop
from comparison.benchmark.request import EncodedRequest
from comparison.benchmark.usage import memory, peak_memory, reset_peak_memory
from comparison.benchmark.workload import Workload
from comparison.benchmark.wrk import run_wrk
from comparison.targets.process import ServerProcess

from ..promises.place import App, download_path
from .exchanges import exchanges_in_process
from .stand import FLASK, NAIVE_QUART, QUART, Stand, encoded_request, seconds_for

CSV, UPLOAD, WAIT = (
    Workload("csv", "downloads", "/large.csv"),
    Workload("upload", "uploads", "/upload/", grows="bytes"),
    Workload("wait", "calls", "/wait/1000"),
)
DRIPS = Workload("drips", "forms", "/messages/", field="text", drips=10, pause=0.2)
# The advice of serving.md for Flask on hypercorn.
ADVISED = {"MALLOC_ARENA_MAX": "2"}
LARGE = 15 * 1024 * 1024 - 1024
Row = tuple[str, str, str]


def csv_time(stand: Stand) -> Iterator[Row]:
    ours, naive = stand.app(QUART), stand.app(NAIVE_QUART)
    floor = stand.floor(ours, CSV)
    times = stand.medians([ours, naive, floor], partial(seconds_for, request=encoded_request(CSV)))
    yield "large.csv on Quart ÷ bare ASGI", f"{times[0] / times[2]:.2f} ({times[0] * 1000:.0f} ms)", "≤ 4"
    yield "large.csv on the naive port ÷ ours", f"{times[1] / times[0]:.1f}", "≥ 10"


def csv_beside(stand: Stand) -> Iterator[Row]:
    ours = stand.app(QUART)

    def first(server) -> float:
        begun = time.perf_counter()
        return send_request(server.port, encoded_request(CSV)).first_byte_at - begun

    yield "first byte of large.csv", f"{stand.medians([ours], first)[0] * 1000:.1f} ms", "≤ 20 ms"
    tails, grown = [], []
    page = EncodedRequest(Workload("login", "requests", "/login").request_at(0).head())
    for _ in range(stand.rounds):
        idle_memory = memory(ours)
        reset_peak_memory(ours)
        downloads = [Thread(target=seconds_for, args=[ours, encoded_request(CSV)]) for _ in range(4)]
        for thread in downloads:
            thread.start()
        latencies: list[float] = []
        while any(thread.is_alive() for thread in downloads):
            latencies += run_loop(open_loop, ours.port, page, ExpectedResponse(), 100.0, 0.2, 8).latencies
        tails.append(sorted(latencies)[int(len(latencies) * 0.99)])
        grown.append((peak_memory(ours) - idle_memory) / 4)
    yield "p99 of a page while four download", f"{median(tails) * 1000:.1f} ms", "≤ 30 ms"
    yield "memory for each of the four", f"{median(grown):+.1f} MiB", "≤ 16 MiB"


def upload_time(stand: Stand) -> Iterator[Row]:
    ours, of_flask, naive = stand.app(QUART), stand.app(FLASK), stand.app(NAIVE_QUART)
    floor = stand.floor(ours, UPLOAD, LARGE)
    times = stand.medians([ours, of_flask, naive, floor], partial(seconds_for, request=encoded_request(UPLOAD, LARGE)))
    for name, seconds in zip(("Quart", "Flask", "the naive port"), times[:-1], strict=True):
        ratio = f"{seconds / times[-1]:.2f} ({seconds * 1000:.0f} ms)"
        yield f"15 MiB upload on {name} ÷ bare ASGI", ratio, "≤ 1.5, on 3.11 ≤ 2"


def download_time(stand: Stand) -> Iterator[Row]:
    for app in (QUART, FLASK):
        server = stand.app(app)
        _, page, _ = record_conversation(server.port, [UPLOAD.request_at(LARGE)])
        download = Workload("download", "downloads", download_path(page.decode()))
        floor = stand.floor(server, download)
        times = stand.medians([server, floor], partial(seconds_for, request=encoded_request(download)))
        yield f"15 MiB download on {app} ÷ bare ASGI", f"{times[0] / times[1]:.2f} ({times[0] * 1000:.0f} ms)", ""


def upload_memory(stand: Stand) -> Iterator[Row]:
    for app, most, environment in ((QUART, 48, {}), (FLASK, 32, {}), (FLASK, 32, ADVISED)):
        server, grown = stand.app(app, **environment), []
        seconds_for(server, encoded_request(UPLOAD, LARGE))
        for _ in range(stand.rounds):
            idle_memory = memory(server)
            reset_peak_memory(server)
            seconds_for(server, encoded_request(UPLOAD, LARGE), 20)
            grown.append(peak_memory(server) - idle_memory)
        how = "".join(f", {name}={value}" for name, value in environment.items())
        yield f"twenty uploads at once on {app}{how}", f"{grown[0]:+.0f} MiB", f"≤ {most} MiB"


def waited(server, spread: float) -> float:
    """Return the mean response time from each client's second request on, in seconds; else the last response's."""
    load = run_loop(closed_loop, server.port, encoded_request(WAIT), ExpectedResponse(), 1000, 5, spread)
    assert not load.errors, load.errors
    return fmean(load.latencies[1000:] or [load.seconds])


def dripped(server, spread: float, drips: int = DRIPS.drips) -> float:
    """Return the seconds until the last form is answered, without the ramp-up of the clients."""
    load = run_loop(
        closed_loop, server.port, replace(encoded_request(DRIPS), drips=drips), ExpectedResponse(302), 1000, 0, spread
    )
    assert not load.errors, load.errors
    return load.seconds - spread


def slow_clients(stand: Stand, app: App) -> Iterator[Row]:
    server, ideal = stand.app(app), DRIPS.pause * (DRIPS.drips - 1)
    for spread, how in ((0.0, "all at one moment"), (1.0, "spread over a second")):
        [seconds] = stand.medians([server], partial(waited, spread=spread))
        yield f"1,000 clients of a view that waits 1 s, {how}, {app}", f"{seconds:.2f}", "≤ 1.1"
        [seconds] = stand.medians([server], partial(dripped, spread=spread))
        yield f"1,000 forms in ten drips of 0.2 s, {how}, {app}", f"{seconds / ideal:.2f}", "≤ 1.1"
    [seconds] = stand.medians([server], partial(dripped, spread=0.0, drips=1))
    yield f"1,000 forms whole, beside the time that the drips take, {app}", f"{seconds / ideal:.2f}", ""


def slow_clients_of_quart(stand: Stand) -> Iterator[Row]:
    yield from slow_clients(stand, QUART)


def slow_clients_of_flask(stand: Stand) -> Iterator[Row]:
    yield from slow_clients(stand, FLASK)


# Pages of our app and of the naive one, and the goal. The naive /get-session/ has no template, ours is in the layout.
PAGES = (
    ("/plain", "/get-session/", "≥ 0.9"),
    ("/", "/", "≥ 0.75"),
    ("/login", "/login", ""),
    ("/upload/", "/upload/", ""),
    ("/get-session/", "/get-session/", ""),
    ("/static/style.css", "/static/style.css", ""),
)


def pages(stand: Stand) -> Iterator[Row]:
    ours, naive = stand.app(QUART), stand.app(NAIVE_QUART)
    for path, naive_path, goal in PAGES:
        floor = stand.floor(ours, Workload("page", "requests", path))
        paths = {ours: path, naive: naive_path, floor: path}

        def rate(server, paths: dict[ServerProcess, str] = paths) -> float:
            request = encoded_request(Workload("page", "requests", paths[server]))
            return run_wrk(server.port, request, ExpectedResponse(), 16, 1, stand.directory).count

        rates = stand.medians([ours, naive, floor], rate)
        yield f"{path}: ours ÷ naive", f"{rates[0] / rates[1]:.2f} ({rates[0]:.0f}/s)", goal
        yield f"{path}: ours ÷ bare ASGI", f"{rates[0] / rates[2]:.2f}", ""


MEASURED = (
    csv_time,
    csv_beside,
    upload_time,
    download_time,
    upload_memory,
    slow_clients_of_quart,
    slow_clients_of_flask,
    pages,
    exchanges_in_process,
)


@click.command()
@click.option("-k", "keyword", default="", help="Only those with this in their name.")
@click.option("--rounds", default=5, help="Rounds besides the one that warms up.")
def main(keyword: str, rounds: int) -> None:
    """Measure the apps and print each figure beside its goal."""
    table, console = Table("", "measured", "wanted"), Console(highlight=False)
    for measure in MEASURED:
        if keyword in measure.__name__:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory, ExitStack() as stack:
                for row in measure(Stand(stack, Path(directory), rounds)):
                    console.print(*row, sep="  ")
                    table.add_row(*row)
    console.print(table)


main()
