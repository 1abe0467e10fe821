"""Run an app on any target, and open recording HTTP clients for it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from pathlib import Path

import httpx2

from ..errors import ConfigurationError, StartError
from ..settings import TARGETS, Settings, Side
from .app import framework_of, is_asgi, load, make_importable
from .app_log import record_logs
from .asgi import AsgiTransport
from .background_errors import BackgroundErrors, background_errors
from .environment import environment_of
from .import_string import write_served_module
from .lifespan import RAISE_LIMIT, lifespan
from .loopback import LoopbackTransport
from .process import HOST, ServerProcess
from .recording import RecordingClient, RecordingTransport
from .server_log import ServerErrors, ServerLog, server_errors
from .servers import LISTEN, SERVERS, filled_command
from .time_limit import TimeLimit, TimeLimitReached, note_loop
from .tls import Certificate, make_certificate
from .tracing import trace_app
from .wire import Http2Wire, Wire
from .wsgi import WsgiTransport

# The host name of every target: a Host header, a redirect or a cookie must not contain a port.
APP_HOST = "app.example.test"
# Seconds for a response, where no settings say otherwise.
TIMEOUT = 60.0
# Seconds beyond a timeout until the thread that blocks the event loop is interrupted.
GRACE = 5.0
# The port in addresses of an app in process, which has none: that of `flask run`.
_USUAL_PORT = 5000


class AppRunner:
    """Runs the apps of a pair on their targets, for one session; `close` ends all servers.

    In process, each client gets a new app with an empty directory. A server starts on first use, and keeps its app and
    its directory. `secret` replaces the placeholder of that name. `directory` is created; by default, a temporary one.
    """

    def __init__(self, settings: Settings, secret: str, directory: Path | None = None) -> None:
        self.settings = settings
        self.secret = secret
        self._chosen_directory = directory
        self.servers: dict[tuple[str, str], ServerProcess] = {}
        self.stopped_servers: list[ServerProcess] = []
        self.logs: dict[Path, ServerLog] = {}
        self.has_stuck_threads = False
        # What a time limit raises in an app that does not start.
        self.start_limit_error: type[TimeLimitReached] = TimeLimitReached
        make_importable(settings.root)

    @cached_property
    def directory(self) -> Path:
        """The directory of the session, created on first use."""
        if self._chosen_directory is None:
            return Path(tempfile.mkdtemp(prefix="comparison-"))
        self._chosen_directory.mkdir(parents=True)
        return self._chosen_directory

    @asynccontextmanager
    async def client(self, side: Side, target: str) -> AsyncIterator[tuple[RecordingClient, RecordingTransport]]:
        """Open a client with an empty cookie jar; yield it with the transport that records its conversation.

        Raises `StartError` if the app or its server does not start, and `ConfigurationError` for a server that is not
        installed. If a request timed out, the server is stopped afterwards, and the next client starts a new one.
        """
        root = self.settings.root
        errors: BackgroundErrors | ServerErrors
        async with AsyncExitStack() as stack:
            if target == "client":
                errors = await stack.enter_async_context(background_errors(root, self.settings.tests))
                inner = await stack.enter_async_context(self._in_process(side, errors))
                transport = RecordingTransport(inner, traced=True, root=root)
            else:
                server = self.server(side, target)
                log = self.logs.setdefault(server.log, ServerLog(server.log, root))
                errors = await stack.enter_async_context(server_errors(server, log))
                inner = LoopbackTransport(server.port, self.certificate if _is_http2(target) else None)
                transport = RecordingTransport(inner, log=log)
            client = RecordingClient(
                transport, base_url=f"{_scheme(target)}://{APP_HOST}", timeout=self.settings.timeout, trust_env=False
            )
            yield await stack.enter_async_context(client), transport
        subject = f"A thread or task of the {side.name} {side.app!r} on {target} has died"
        transport.background_errors = errors.described(subject, transport.last_request)
        if transport.timed_out:
            self._abandon(side, target)

    @asynccontextmanager
    async def _in_process(self, side: Side, errors: BackgroundErrors) -> AsyncIterator[httpx2.AsyncBaseTransport]:
        """Start a new app in this process, traced and with its logs recorded; yield a transport that calls it.

        Raises `StartError` if the app can't be created, or its startup or shutdown fails or takes too long. Its
        directory is removed at the end. `errors` gets the app, and notes what its startup leaves running.
        """
        root, seconds = self.settings.root, self.settings.start_timeout
        name = f"The {side.name} {side.app!r} on client"
        async with AsyncExitStack() as stack:
            directory = Path(tempfile.mkdtemp(dir=self.directory))
            stack.callback(shutil.rmtree, directory, ignore_errors=True)
            with TimeLimit(seconds + GRACE, root, self.start_limit_error) as limit:
                note_loop()
                try:
                    app = load(side, environment_of(side, directory, self.secret), root)
                    errors.watch_app(app)
                    stack.enter_context(record_logs())
                    stack.enter_context(trace_app(app, self.settings.exclude))
                    if is_asgi(app):
                        await stack.enter_async_context(lifespan(app, seconds, root, name))
                    errors.mark_started()
                    limit.disarm()
                except TimeLimitReached:
                    limit.reached = True
            if limit.reached:
                raise StartError(f"{limit.text(f'{name} has not started')}\n{RAISE_LIMIT}")
            yield AsgiTransport(app, root) if is_asgi(app) else WsgiTransport(app, root)

    def discard(self, side: Side, target: str) -> None:
        """Stop the server of a side on a target, if there is one, and remove its directory."""
        if server := self.servers.pop((side.name, target), None):
            server.stop()
            shutil.rmtree(self.directory / f"{side.name}-{target}", ignore_errors=True)

    def _abandon(self, side: Side, target: str) -> None:
        """Stop the server of an app that did not answer, or abandon its threads, so that no other test waits for it."""
        if target == "client":
            # The event loop, and the process, would wait for the threads of the default executor before they end.
            self.has_stuck_threads = True
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        elif (side.name, target) in self.servers:
            self.stopped_servers.append(self.servers.pop((side.name, target)))
            self.stopped_servers[-1].stop(0)

    def wire(self, side: Side, target: str) -> Wire:
        """Open a raw connection, for requests that no client library sends; start the server on first use."""
        port = self.server(side, target).port
        return Http2Wire(port, self.certificate) if _is_http2(target) else Wire(port)

    def server(self, side: Side, target: str) -> ServerProcess:
        """Return the server of a side on a target; start it on first use, with a directory and a log of its own.

        Raises `StartError` if it does not start, and `ConfigurationError` if it is not installed.
        """
        key = (side.name, target)
        if key not in self.servers:
            directory = self.directory / f"{side.name}-{target}"
            directory.mkdir(exist_ok=True)
            # The order of sets of strings differs between targets, but not between sessions.
            seed = {"PYTHONHASHSEED": str(TARGETS.index(target) + 1)}
            environment = environment_of(side, directory, self.secret) | seed
            command = self.command(side, target, environment)
            log = self.directory / f"{side.name}-{target}{self._count_stopped(key) or ''}.log"
            server = ServerProcess(command, environment, self.settings.root, log, self.settings.start_timeout)
            try:
                server.start()
            except StartError as error:
                raise StartError(f"The {side.name} {side.app!r} does not start on {target}. {error}") from error
            self.servers[key] = server
        return self.servers[key]

    def _count_stopped(self, key: tuple[str, str]) -> int:
        """Return how many servers of a side and target were stopped."""
        side, target = key
        return sum(server.log.name.startswith(f"{side}-{target}") for server in self.stopped_servers)

    def command(self, side: Side, target: str, environment: dict[str, str]) -> list[str]:
        """Return the command that serves an app, with the placeholders {host} and {port}.

        To choose the command, the app may be loaded in this process. For a server that takes no call of a factory, a
        module in the session's directory calls it; `environment` then gets that directory in PYTHONPATH. Raises
        `StartError` if the app can't be loaded, and `ConfigurationError` for a server that is not installed.
        """
        root = self.settings.root
        if target in SERVERS:
            if not SERVERS[target].installed:
                package = SERVERS[target].package
                raise ConfigurationError(
                    f"The target {target!r} needs {package}: python -m pip install {package}. "
                    "Or remove it from `targets` in [tool.comparison] (or --target)."
                )
            files = {"cert": self.certificate.cert, "key": self.certificate.key} if _is_http2(target) else {}
            as_wsgi = SERVERS[target].wsgi and not is_asgi(load(side, environment, root))
            command, app = (SERVERS[target].wsgi, side.app) if as_wsgi else (SERVERS[target].command, side.serve)
            if not SERVERS[target].takes(app):
                app = self._served_module(side, app, environment)
            return filled_command(command, app=app, **files)
        framework = framework_of(load(side, environment, root), side)
        return filled_command((framework, "--app", "{app}", "run", *LISTEN), app=side.app)

    def _served_module(self, side: Side, app: str, environment: dict[str, str]) -> str:
        """Write a module that calls the factory of an import string, and put it on the PYTHONPATH of `environment`.

        Returns the import string of its app; raises `StartError` for a wrong one.
        """
        try:
            written = write_served_module(app, f"served_{side.name}", self.directory)
        except ValueError as error:
            raise StartError(f"The {side.name} {app!r} can't be created: {error}. Fix {side.origin}.") from None
        paths = [str(self.directory), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        return written

    def origin(self, side: Side, target: str) -> str:
        """Return the address of a side for a command in a shell; in process, that of a server on the usual port."""
        server = self.servers.get((side.name, target))
        return f"{_scheme(target)}://{HOST}:{server.port if server else _USUAL_PORT}"

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


def _is_http2(target: str) -> bool:
    return target in SERVERS and SERVERS[target].http2


def _scheme(target: str) -> str:
    return "https" if _is_http2(target) else "http"
