"""Serve the contestants of a workload, each on its own server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..sides import Side
from ..targets.process import ServerProcess
from .connection import ExpectedResponse
from .contestant import SECRET, Contestant
from .gate import GateResult, compare_pair, record_conversation
from .plan import Plan
from .request import RequestSpec
from .servers import Cpus, server_command, start_server, write_floor_response
from .usage import memory
from .workload import Workload

# Costs an app next to nothing: the memory before a workload must hold nothing that the workload left behind.
_SETTLING_REQUEST = RequestSpec("GET", "/no-such-page-of-a-benchmark")


@dataclass
class ServedContestant:
    """A contestant on a running server, with what its rounds need.

    `idle_memory` is its memory before the first request of the workload, in MiB. `fault` says why it can't be measured;
    empty if it can.
    """

    contestant: Contestant
    server: ServerProcess
    directory: Path
    cookie: str = ""
    expected: ExpectedResponse = field(default_factory=ExpectedResponse)
    idle_memory: float = 0.0
    fault: str = ""


@contextmanager
def serve_contestants(
    plan: Plan, workload: Workload, directory: Path, cpus: Cpus
) -> Iterator[tuple[list[ServedContestant], GateResult]]:
    """Start a server for each contestant and compare the pair; stop all servers at the end.

    Yields the served contestants, and the comparison of the pair. The floors start last, since they send the
    candidate's response, and not at all if the workload can't be measured. Raises `StartError` and
    `ConfigurationError`.
    """
    servers: list[ServerProcess] = []

    def serve(number: int, contestant: Contestant, side: Side) -> ServedContestant:
        """Start a contestant's server in a directory of its own, and add it to `servers`; return it served."""
        command = server_command(contestant.server, contestant.import_string, plan.workers, plan.threads)
        own_directory = directory / f"{number}-{contestant.role}"
        settings = plan.settings
        server = start_server(side, command, settings.root, own_directory, SECRET, cpus, settings.start_timeout)
        servers.append(server)
        # A server may accept connections before a worker has loaded the app. Any response shows that one has.
        record_conversation(server.port, [_SETTLING_REQUEST])
        return ServedContestant(contestant, server, own_directory, idle_memory=memory(server))

    apps = [contestant for contestant in plan.contestants if contestant.role != "floor"]
    floors = [contestant for contestant in plan.contestants if contestant.role == "floor"]
    try:
        with ThreadPoolExecutor() as threads:
            served = list(threads.map(serve, range(len(apps)), apps, [contestant.side for contestant in apps]))
        ports = {app.contestant.role: app.server.port for app in served if app.contestant.server == "hypercorn"}
        gate = compare_pair(plan, workload, ports["baseline"], ports["candidate"])
        if not gate.mismatch:
            environment = write_floor_response(gate.recorded, directory / "floor")
            for number, floor in enumerate(floors, len(served)):
                served.append(serve(number, floor, replace(floor.side, env=environment)))
        yield served, gate
    finally:
        with ThreadPoolExecutor() as threads:
            list(threads.map(ServerProcess.stop, servers))
