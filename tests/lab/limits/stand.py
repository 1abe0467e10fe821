"""Where the apps are measured: on servers of their own, beside the floor of a workload, in interleaved rounds."""

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
    """Served apps, and the floor of a workload, for one measurement."""

    def __init__(self, stack: ExitStack, folder: Path, rounds: int) -> None:
        self.stack, self.folder, self.rounds = stack, folder, rounds
        self.folders: dict[ServerProcess, Path] = {}
        self.cpus = Cpus.shared_out()
        stack.enter_context(load_kept_on(self.cpus))

    def app(self, app: App, **environment: str):
        side = app.side({} if app.naive else {"UPLOAD_QUOTA": str(2**40)})
        return self.start(side.with_env(environment), side.serve)

    def floor(self, like, workload: Workload, point: int = 0):
        """Serve the bytes that another server answers with, and no framework."""
        talk, body, _ = conversation(like.port, [workload.request_at(point)])
        recorded = Recorded(talk[-1].status, talk[-1].headers, body, workload.kind == "calls")
        number = len(list(self.folder.iterdir()))
        side = FLASK.side({}).with_env(dict(floor_of(recorded, self.folder / f"floor{number}")))
        return self.start(side, "comparison.benchmark.floor:app")

    def start(self, side, app: str):
        folder = self.folder / str(len(list(self.folder.iterdir())))
        server = serve(side, command_of("hypercorn", app, 1, 64), ROOT, folder, "a key for the limits", self.cpus)
        self.stack.callback(server.stop)
        self.folders[server] = folder
        return server

    def medians(self, servers: list, measured: Callable) -> list[float]:
        """Return each server's median over interleaved rounds; the first is dropped."""
        found: list[list[float]] = [[] for _ in servers]
        for index in turns(self.rounds, len(servers)):
            kept = files_in(self.folders[servers[index]])
            found[index].append(measured(servers[index]))
            remove_new(self.folders[servers[index]], kept)
        return [median(values[1:]) for values in found]


def asked_of(workload: Workload, point: int = 0) -> Asked:
    sent = workload.request_at(point)
    return Asked(sent.head(), sent.body, workload.drips, workload.pause)


def seconds_for(server, asked: Asked, clients: int = 1, status: int = 200) -> float:
    load = run(closed, server.port, asked, Expected(status), clients, 0)
    assert not load.errors, load.errors
    return load.seconds
