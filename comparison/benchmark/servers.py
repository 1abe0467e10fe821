"""The servers of a benchmark: their commands, CPUs apart from the load's, and files that each round removes."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import psutil

from ..errors import ConfigurationError
from ..sides import Side
from ..targets.environment import environment_of
from ..targets.process import ServerProcess
from ..targets.servers import BIND, LISTEN, Command
from .usage import pin_to_cpus

ServerName = Literal["gunicorn", "hypercorn", "uvloop", "uvicorn", "granian"]

_HYPERCORN = ("hypercorn", *BIND, "--workers", "{workers}")
_GTHREAD = ("--worker-class", "gthread", "--workers", "{workers}", "--threads", "{threads}")
# Without `flask run` and `quart run`, which are for development.
SERVER_COMMANDS: dict[ServerName, Command] = {
    "gunicorn": ("gunicorn", "--no-control-socket", *BIND, *_GTHREAD, "{app}"),
    "hypercorn": (*_HYPERCORN, "{app}"),
    "uvloop": (*_HYPERCORN, "--worker-class", "uvloop", "{app}"),
    "uvicorn": ("uvicorn", "--no-proxy-headers", "--no-access-log", *LISTEN, "--workers", "{workers}", "{app}"),
    "granian": ("granian", "--interface", "asgi", *LISTEN, "--workers", "{workers}", "{app}"),
}
FLOOR = "comparison.benchmark.floor:app"
# The server adds these itself.
_SERVER_HEADERS = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@dataclass(frozen=True)
class RecordedResponse:
    """The response that the floor sends; if `waits`, it first waits as many milliseconds as the path's last part."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    waits: bool


@dataclass(frozen=True)
class Cpus:
    """The CPUs of the load and those of the servers; both empty where they can't be separated."""

    load: tuple[int, ...] = ()
    servers: tuple[int, ...] = ()

    @classmethod
    def split(cls) -> "Cpus":
        """Assign the last CPU to the load, and all others to the servers.

        Both are empty with a single CPU, and where the system does not tell which CPUs this process may use.
        """
        if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
            return cls()
        *servers, load = sorted(os.sched_getaffinity(0))
        return cls((load,), tuple(servers))


def server_command(server: ServerName, app: str, workers: int, threads: int) -> Command:
    """Return the command that serves an app; {host} and {port} stay for the server's start.

    Raises `ConfigurationError` if the server's package is not installed.
    """
    package = "uvloop" if server == "uvloop" else SERVER_COMMANDS[server][0]
    if find_spec(package) is None:
        raise ConfigurationError(
            f"The benchmark's server {server!r} needs {package}: python -m pip install {package}. "
            "Or remove it from --with or [tool.comparison.benchmark.others], if it is named there."
        )
    values = {"{app}": app, "{workers}": str(workers), "{threads}": str(threads)}
    return tuple(values.get(part, part) for part in SERVER_COMMANDS[server])


def start_server(
    side: Side,
    command: Command,
    root: Path,
    directory: Path,
    secret: str,
    cpus: Cpus,
    start_timeout: float | None = None,
) -> ServerProcess:
    """Start a server with a new directory for its files; return it once it accepts connections.

    Its log is beside the directory, and it is pinned to the servers' CPUs. Raises `StartError` if it does not start
    within `start_timeout` seconds, by default 30, `ConfigurationError` for an unknown placeholder in the variables of
    the side, and `FileExistsError` if the directory exists.
    """
    directory.mkdir()
    environment = environment_of(side, directory, secret)
    server = ServerProcess(command, environment, root, directory.with_suffix(".log"), start_timeout)
    server.start()
    for process in server.family():
        pin_to_cpus(process, list(cpus.servers))
    return server


def write_floor_response(recorded: RecordedResponse, directory: Path) -> Mapping[str, str]:
    """Write the response that the floor sends to a new directory; return the environment variable that names it."""
    directory.mkdir()
    headers = [(name, value) for name, value in recorded.headers if name.lower() not in _SERVER_HEADERS]
    head = {"status": recorded.status, "headers": headers, "waits": recorded.waits}
    (directory / "head.json").write_text(json.dumps(head), "utf-8")
    (directory / "body").write_bytes(recorded.body)
    return {"FLOOR": str(directory)}


def files_in(directory: Path) -> set[Path]:
    """Return all files and directories below a directory."""
    return set(directory.rglob("*"))


def remove_new_files(directory: Path, existing: set[Path]) -> None:
    """Remove what a round has stored, all but `existing`, so that each round starts with the same files."""
    for path in sorted(files_in(directory) - existing):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def load_pinned(cpus: Cpus) -> Iterator[None]:
    """Pin this process, and the processes it starts meanwhile, to the load's CPUs; undo that at the end."""
    process = psutil.Process()
    previous = process.cpu_affinity() if cpus.load else []
    pin_to_cpus(process, list(cpus.load))
    try:
        yield
    finally:
        pin_to_cpus(process, previous)
