"""Serve the apps and the floor of a workload, and measure them in interleaved rounds."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from comparison.benchmark.gate import conversation
from comparison.benchmark.load import Asked, Expected, closed, run
from comparison.benchmark.run import turns
from comparison.benchmark.servers import Cpus, Recorded, command_of, files_in, floor_of, load_kept_on, remove_new, serve
from comparison.benchmark.workload import Workload
from comparison.targets.process import ServerProcess

from ..promises.place import NAIVE, ROOT, TWINS, App

FLASK, QUART = TWINS
NAIVE_QUART = NAIVE[1]


class Stand:
    """The servers of a measurement: apps, and the floor of a workload."""

    def __init__(self, stack: ExitStack, directory: Path, rounds: int) -> None:
        self.stack, self.directory, self.rounds = stack, directory, rounds
        self.directories: dict[ServerProcess, Path] = {}
        self.cpus = Cpus.shared_out()
        stack.enter_context(load_kept_on(self.cpus))

    def app(self, app: App, **environment: str):
        side = app.side({} if app.naive else {"UPLOAD_QUOTA": str(2**40)})
        return self.start(side.with_env(environment), side.serve)

    def floor(self, like, workload: Workload, point: int = 0):
        """Serve recorded responses of another server without a framework."""
        talk, body, _ = conversation(like.port, [workload.request_at(point)])
        recorded = Recorded(talk[-1].status, talk[-1].headers, body, workload.kind == "calls")
        number = len(list(self.directory.iterdir()))
        side = FLASK.side({}).with_env(dict(floor_of(recorded, self.directory / f"floor{number}")))
        return self.start(side, "comparison.benchmark.floor:app")

    def start(self, side, app: str):
        directory = self.directory / str(len(list(self.directory.iterdir())))
        server = serve(side, command_of("hypercorn", app, 1, 64), ROOT, directory, "a key for the limits", self.cpus)
        self.stack.callback(server.stop)
        self.directories[server] = directory
        return server

    def medians(self, servers: list, measured: Callable) -> list[float]:
        """Return each server's median over interleaved rounds; the first round is dropped."""
        times: list[list[float]] = [[] for _ in servers]
        for index in turns(self.rounds, len(servers)):
            kept = files_in(self.directories[servers[index]])
            times[index].append(measured(servers[index]))
            remove_new(self.directories[servers[index]], kept)
        return [median(values[1:]) for values in times]


def asked_of(workload: Workload, point: int = 0) -> Asked:
    sent = workload.request_at(point)
    return Asked(sent.head(), sent.body, workload.drips, workload.pause)


def seconds_for(server, request: Asked, clients: int = 1, status: int = 200) -> float:
    load = run(closed, server.port, request, Expected(status), clients, 0)
    assert not load.errors, load.errors
    return load.seconds
