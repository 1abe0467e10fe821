"""Servers side by side for a benchmark: each app on each server, with equal workers, away from the load's CPU."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from ..errors import ConfigurationError
from ..settings import Side
from ..targets.environment import environment_of
from ..targets.process import ServerProcess
from ..targets.servers import BIND, LISTEN, Command
from .usage import pin

HYPERCORN = ("hypercorn", *BIND, "--workers", "{workers}")
GTHREAD = ("--worker-class", "gthread", "--workers", "{workers}", "--threads", "{threads}")
# Never `flask run` or `quart run`: they are for development.
CONTEST: dict[str, Command] = {
    "gunicorn": ("gunicorn", "--no-control-socket", *BIND, *GTHREAD, "{app}"),
    "hypercorn": (*HYPERCORN, "{app}"),
    "uvloop": (*HYPERCORN, "--worker-class", "uvloop", "{app}"),
    "uvicorn": ("uvicorn", "--no-proxy-headers", "--no-access-log", *LISTEN, "--workers", "{workers}", "{app}"),
    "granian": ("granian", "--interface", "asgi", *LISTEN, "--workers", "{workers}", "{app}"),
}
FLOOR = "comparison.benchmark.floor:app"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@dataclass(frozen=True)
class Recorded:
    """What the floor is to send; `waits` lets it wait as long as its path says."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    waits: bool


@dataclass(frozen=True)
class Cpus:
    """The CPUs for the load, and those for the servers; empty where the system can't tell them apart."""

    load: tuple[int, ...] = ()
    servers: tuple[int, ...] = ()

    @classmethod
    def shared_out(cls) -> "Cpus":
        """Give the load the last of the CPUs, and the servers all others."""
        if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
            return cls()
        *servers, load = sorted(os.sched_getaffinity(0))
        return cls((load,), tuple(servers))


def command_of(server: str, app: str, workers: int, threads: int) -> Command:
    """Return the command for a server; raises `ConfigurationError` when its package is not installed."""
    package = "uvloop" if server == "uvloop" else CONTEST[server][0]
    if find_spec(package) is None:
        raise ConfigurationError(f"{server!r} needs {package}: python -m pip install {package}")
    given = {"{app}": app, "{workers}": str(workers), "{threads}": str(threads)}
    return tuple(given.get(part, part) for part in CONTEST[server])


def serve(side: Side, command: Command, root: Path, folder: Path, secret: str, cpus: Cpus) -> ServerProcess:
    """Start a contestant with its own empty folder, and return it once it answers."""
    folder.mkdir()
    environment = environment_of(side, folder, secret)
    server = ServerProcess(command, environment, root, folder.with_suffix(".log"))
    server.start()
    for process in server.family():
        pin(process, list(cpus.servers))
    return server


def floor_of(recorded: Recorded, folder: Path) -> Mapping[str, str]:
    """Write down what the floor is to send; return the environment that tells it where."""
    folder.mkdir()
    headers = [(name, value) for name, value in recorded.headers if name.lower() not in HOP_BY_HOP]
    head = {"status": recorded.status, "headers": headers, "waits": recorded.waits}
    (folder / "head.json").write_text(json.dumps(head), "utf-8")
    (folder / "body").write_bytes(recorded.body)
    return {"FLOOR": str(folder)}


def files_in(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def remove_new(folder: Path, kept: set[Path]) -> None:
    """Remove what a round has stored, so that the next one begins like it."""
    for path in sorted(files_in(folder) - kept):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def load_kept_on(cpus: Cpus) -> Iterator[None]:
    """Keep this process, and what it starts meanwhile, on the load's CPUs."""
    process = psutil.Process()
    before = process.cpu_affinity() if cpus.load else []
    pin(process, list(cpus.load))
    try:
        yield
    finally:
        pin(process, before)
