"""Where the apps are measured: on servers of their own, beside the floor of a workload, in interleaved rounds."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from comparison.benchmark.connection import ExpectedResponse
from comparison.benchmark.gate import record_conversation
from comparison.benchmark.load import closed_loop, run_loop
from comparison.benchmark.request import EncodedRequest
from comparison.benchmark.run import interleaved_indexes
from comparison.benchmark.servers import (
    Cpus,
    RecordedResponse,
    files_in,
    load_pinned,
    remove_new_files,
    server_command,
    start_server,
    write_floor_response,
)
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
        self.cpus = Cpus.split()
        stack.enter_context(load_pinned(self.cpus))

    def app(self, app: App, **environment: str):
        side = app.side({} if app.naive else {"UPLOAD_QUOTA": str(2**40)})
        return self.start(side.with_env(environment), side.serve)

    def floor(self, like, workload: Workload, point: int = 0):
        """Serve the bytes that another server answers with, and no framework."""
        talk, body, _ = record_conversation(like.port, [workload.request_at(point)])
        recorded = RecordedResponse(talk[-1].status, talk[-1].headers, body, workload.kind == "calls")
        number = len(list(self.folder.iterdir()))
        side = FLASK.side({}).with_env(dict(write_floor_response(recorded, self.folder / f"floor{number}")))
        return self.start(side, "comparison.benchmark.floor:app")

    def start(self, side, app: str):
        folder = self.folder / str(len(list(self.folder.iterdir())))
        server = start_server(
            side, server_command("hypercorn", app, 1, 64), ROOT, folder, "a key for the limits", self.cpus
        )
        self.stack.callback(server.stop)
        self.folders[server] = folder
        return server

    def medians(self, servers: list, measured: Callable) -> list[float]:
        """Return each server's median over interleaved rounds; the first is dropped."""
        found: list[list[float]] = [[] for _ in servers]
        for index in interleaved_indexes(self.rounds, len(servers)):
            kept = files_in(self.folders[servers[index]])
            found[index].append(measured(servers[index]))
            remove_new_files(self.folders[servers[index]], kept)
        return [median(values[1:]) for values in found]


def asked_of(workload: Workload, point: int = 0) -> EncodedRequest:
    return workload.encoded_at(point)


def seconds_for(server, asked: EncodedRequest, clients: int = 1, status: int = 200) -> float:
    load = run_loop(closed_loop, server.port, asked, ExpectedResponse(status), clients, 0)
    assert not load.errors, load.errors
    return load.seconds
