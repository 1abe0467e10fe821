"""The servers of a pair, and the other processes of its sides, for one session."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

from ..errors import StartError
from ..settings import TARGETS, Settings
from ..sides import Side
from ..values.served import served_origin
from .app import make_importable
from .environment import environment_of
from .instance import instance_directory, server_variables
from .process import HOST, ServerProcess
from .server_commands import ServerCommands
from .servers import SERVERS
from .side_process import SideProcess
from .sinks import Sinks
from .tls import Certificate, make_certificate
from .wire import Http2Wire, Wire


class PairServers:
    """Starts the servers of a pair on first use; `close` ends all processes.

    A server keeps its app and its directory. `secret` replaces the placeholder of that name. `directory` is created; by
    default, a temporary one. `ports` may have the port of a side, by its name.
    """

    def __init__(self, settings: Settings, secret: str, directory: Path | None = None) -> None:
        self.settings = settings
        self.secret = secret
        self._chosen_directory = directory
        self.ports: dict[str, int] = {}
        self.servers: dict[tuple[str, str], ServerProcess] = {}
        self.stopped_servers: list[ServerProcess] = []
        # How many servers of a side were started on a target.
        self.starts: dict[tuple[str, str], int] = {}
        self.processes: dict[tuple[Path, str], SideProcess] = {}
        # By side and target.
        self.sinks: dict[tuple[str, str], Sinks] = {}
        self.commands = ServerCommands(settings, lambda: self.directory, lambda: self.certificate, self.process)
        make_importable(settings.root)

    @cached_property
    def directory(self) -> Path:
        """The directory of the session, created on first use."""
        if self._chosen_directory is None:
            return Path(tempfile.mkdtemp(prefix="comparison-"))
        self._chosen_directory.mkdir(parents=True)
        return self._chosen_directory

    def root_of(self, side: Side) -> Path:
        """Return the directory that the app of a side is imported from."""
        return side.directory or self.settings.root

    def process(self, side: Side) -> SideProcess:
        """Return the process in which the code of a side runs, for what does not run in this one."""
        key = (self.root_of(side), side.python)
        if key not in self.processes:
            log = self.directory / f"{side.name}-process.log"
            self.processes[key] = SideProcess(
                side, self.root_of(side), self.settings.root, log, self.settings.start_timeout
            )
        return self.processes[key]

    def environment(self, side: Side, target: str, directory: Path) -> dict[str, str]:
        """Return the variables of a side on a target, with the addresses of its sinks."""
        return environment_of(side, directory, self.secret, self.sinks_of(side, target).placeholders)

    def sinks_of(self, side: Side, target: str) -> Sinks:
        """Return the sinks of a side on a target; start them on first use."""
        key = (side.name, target)
        if key not in self.sinks:
            self.sinks[key] = Sinks.of(side)
        return self.sinks[key]

    def discard(self, side: Side, target: str) -> None:
        """Stop the server of a side on a target, if there is one, and remove its directory."""
        if server := self.servers.pop((side.name, target), None):
            server.stop()
            directory = self.server_directory(side, target)
            for path in (directory, instance_directory(directory)):
                shutil.rmtree(path, ignore_errors=True)

    def server_directory(self, side: Side, target: str) -> Path:
        """Return the directory of a server, for `{tmp}`."""
        return self.directory / f"{side.name}-{target}"

    def wire(self, side: Side, target: str) -> Wire:
        """Open a raw connection, for requests that no client library sends; start the server on first use."""
        port = self.server(side, target).port
        return Http2Wire(port, self.certificate) if is_http2(target) else Wire(port)

    def server(self, side: Side, target: str) -> ServerProcess:
        """Return the server of a side on a target; start it on first use, with a directory and a log of its own.

        Raises `StartError` if it does not start, and `ConfigurationError` if it is not installed.
        """
        key = (side.name, target)
        if key not in self.servers:
            directory = self.server_directory(side, target)
            directory.mkdir(exist_ok=True)
            # The order of sets of strings differs between targets, but not between sessions.
            seed = {"PYTHONHASHSEED": str(TARGETS.index(target) + 1)}
            environment = server_variables(self.environment(side, target, directory) | seed)
            command = self.commands.command(side, target, environment)
            self.starts[key] = self.starts.get(key, 0) + 1
            number = f"-{self.starts[key]}" if self.starts[key] > 1 else ""
            log = self.directory / f"{side.name}-{target}{number}.log"
            server = ServerProcess(command, environment, self.root_of(side), log, self.settings.start_timeout)
            server.python, server.fixed_port = side.python or server.python, self.ports.get(side.name, 0)
            try:
                server.start()
            except StartError as error:
                raise StartError(f"The {side.name} {side.app!r} does not start on {target}. {error}") from error
            self.servers[key] = server
        return self.servers[key]

    def origin(self, side: Side, target: str) -> str:
        """Return the address of a side to write in a shell command: its own, or else that of `comparison serve`.

        It is not one of this session's servers, which end with it. Starts nothing.
        """
        return side.url or served_origin(side.name, scheme_of(target))

    def served_origin(self, side: Side, target: str) -> str:
        """Return the address of a side whose server runs."""
        server = self.servers.get((side.name, target))
        return f"{scheme_of(target)}://{HOST}:{server.port}" if server else self.origin(side, target)

    @cached_property
    def certificate(self) -> Certificate:
        """The certificate of the session, created on first use."""
        return make_certificate(self.directory)

    def close(self, *, keep_logs: bool = False) -> list[Path]:
        """Stop the servers and remove their directories; return the logs, if they are kept.

        With `keep_logs` the session's directory stays, with the logs of all servers that there were.
        """
        with ThreadPoolExecutor() as threads:
            list(threads.map(ServerProcess.stop, self.servers.values()))
            list(threads.map(SideProcess.stop, self.processes.values()))
            list(threads.map(Sinks.stop, self.sinks.values()))
        self.processes.clear()
        self.sinks.clear()
        servers = [*self.stopped_servers, *self.servers.values()]
        logs = [server.log for server in servers] if keep_logs else []
        if "directory" in vars(self) and self.directory.exists():
            for path in self.directory.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif path not in logs:
                    path.unlink()
            if not logs:
                shutil.rmtree(self.directory, ignore_errors=True)
        return logs


def is_http2(target: str) -> bool:
    """Return whether a target speaks HTTP/2, over TLS."""
    return target in SERVERS and SERVERS[target].http2


def scheme_of(target: str) -> str:
    return "https" if is_http2(target) else "http"
