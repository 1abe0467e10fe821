"""One door to every target: ask for a client of one side, get one that records."""

import asyncio
import shutil
import ssl
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
from .asgi import AsgiTransport, lifespan
from .environment import environment_of
from .limit import Limit, TimeLimitReached, note_loop
from .process import HOST, ServerProcess
from .recording import RecordingClient, RecordingTransport
from .servers import SERVERS
from .tls import Certificate, throw_away
from .tracing import watching
from .wire import Frames, Wire
from .wsgi import WsgiTransport

# Every target is addressed by one name, so that no port stands in a Host header, a redirect or a cookie.
NAME = "app.example.test"
PATIENCE = 60.0
# Seconds that an app has to end by itself, before what blocks the loop is interrupted.
GRACE = 5.0


class Routed(httpx2.AsyncBaseTransport):
    """Sends what is addressed to any host to one port of this machine, over HTTP/2 when there is a certificate."""

    def __init__(self, port: int, certificate: Certificate | None) -> None:
        self.port = port
        self.scheme = "https" if certificate else "http"
        # Nobody is trusted where nothing is encrypted: to load the system's authorities takes 20 ms each time.
        trust = certificate.trust if certificate else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.inner = httpx2.AsyncHTTPTransport(verify=trust, http1=certificate is None, http2=certificate is not None)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url.copy_with(scheme=self.scheme, host=HOST, port=self.port)
        headers, stream, extensions = request.headers, request.stream, request.extensions
        routed = httpx2.Request(request.method, url, headers=headers, stream=stream, extensions=extensions)
        return await self.inner.handle_async_request(routed)

    async def aclose(self) -> None:
        await self.inner.aclose()


class Reach:
    """The servers of a session, started when they are first needed; `close` ends them all.

    In process each client gets an app of its own, with an empty folder; a server keeps its app and its folder.
    """

    def __init__(self, settings: Settings, secret: str, folder: Path | None = None) -> None:
        self.settings = settings
        self.secret = secret
        self.named_folder = folder
        self.servers: dict[tuple[str, str], ServerProcess] = {}
        self.given_up: list[ServerProcess] = []
        self.threads_left = False
        # Raised in an app that does not start.
        self.late: type[TimeLimitReached] = TimeLimitReached
        make_importable(settings.root)

    @cached_property
    def folder(self) -> Path:
        """The session's own folder, made when it is first needed: the one that was named, else a temporary one."""
        if self.named_folder is None:
            return Path(tempfile.mkdtemp(prefix="comparison-"))
        self.named_folder.mkdir(parents=True)
        return self.named_folder

    @asynccontextmanager
    async def client(self, side: Side, target: str) -> AsyncIterator[tuple[RecordingClient, RecordingTransport]]:
        """Yield a client with an empty cookie jar, and the transport that holds its conversation.

        Raises `StartError` when the app or its server does not start.
        """
        async with AsyncExitStack() as stack:
            if target == "client":
                inner = await stack.enter_async_context(self.in_process(side))
            else:
                inner = Routed(self.server(side, target).port, self.certificate if is_http2(target) else None)
            transport = RecordingTransport(inner, traced=target == "client")
            client = RecordingClient(
                transport, base_url=f"{scheme_of(target)}://{NAME}", timeout=self.settings.timeout, trust_env=False
            )
            yield await stack.enter_async_context(client), transport
        if transport.timed_out:
            self.give_up(side, target)

    @asynccontextmanager
    async def in_process(self, side: Side) -> AsyncIterator[httpx2.AsyncBaseTransport]:
        root, seconds = self.settings.root, self.settings.start_timeout
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        async with AsyncExitStack() as stack:
            with Limit(seconds + GRACE, root, self.late) as limit:
                note_loop()
                try:
                    app = load(side, environment_of(side, folder, self.secret))
                    stack.enter_context(watching(app, self.settings.exclude))
                    if is_asgi(app):
                        name = f"The {side.name} {side.app!r}"
                        await stack.enter_async_context(lifespan(app, seconds, root, name))
                    limit.disarm()
                except TimeLimitReached:
                    limit.reached = True
            if limit.reached:
                raise StartError(limit.text(f"The {side.name} {side.app!r} has not started"))
            yield AsgiTransport(app, root) if is_asgi(app) else WsgiTransport(app, root)
        shutil.rmtree(folder, ignore_errors=True)

    def give_up(self, side: Side, target: str) -> None:
        """Leave an app that did not answer to itself: no other test waits for it."""
        if target == "client":
            # The loop would wait for the threads of its pool before it ends, and so would the process.
            self.threads_left = True
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        elif (side.name, target) in self.servers:
            self.given_up.append(self.servers.pop((side.name, target)))
            self.given_up[-1].stop(0)

    def wire(self, side: Side, target: str) -> Wire:
        """Return a connection of its own to a server, for what no client library does."""
        port = self.server(side, target).port
        return Frames(port, self.certificate) if is_http2(target) else Wire(port)

    def server(self, side: Side, target: str) -> ServerProcess:
        """Return the running server of a side on a target; start it when it is the first use."""
        key = (side.name, target)
        if key not in self.servers:
            folder = self.folder / f"{side.name}-{target}"
            folder.mkdir(exist_ok=True)
            # Sets of texts are sorted in another way on each target, but in the same way each time.
            seed = {"PYTHONHASHSEED": str(TARGETS.index(target) + 1)}
            environment = environment_of(side, folder, self.secret) | seed
            command = self.command(side, target, environment)
            log = self.folder / f"{side.name}-{target}{self.number_of_starts(key) or ''}.log"
            server = ServerProcess(command, environment, self.settings.root, log, self.settings.start_timeout)
            server.start()
            self.servers[key] = server
        return self.servers[key]

    def number_of_starts(self, key: tuple[str, str]) -> int:
        """Return how often this server was started before."""
        side, target = key
        return sum(server.log.name.startswith(f"{side}-{target}") for server in self.given_up)

    def command(self, side: Side, target: str, environment: dict[str, str]) -> list[str]:
        if target in SERVERS:
            if not SERVERS[target].installed:
                needs = SERVERS[target].needs
                raise ConfigurationError(f"The target {target!r} needs {needs}: python -m pip install {needs}")
            files = {"cert": self.certificate.cert, "key": self.certificate.key} if is_http2(target) else {}
            as_wsgi = SERVERS[target].wsgi and not is_asgi(load(side, environment))
            command, app = (SERVERS[target].wsgi, side.app) if as_wsgi else (SERVERS[target].command, side.serve)
            return [filled(part, app=app, **files) for part in command]
        framework = framework_of(load(side, environment))
        return [framework, "--app", side.app, "run", "--host", "{host}", "--port", "{port}"]

    def origin(self, side: Side, target: str) -> str:
        """Return the address of a side for a command typed by hand; in process there is none, so a usual one."""
        server = self.servers.get((side.name, target))
        return f"{scheme_of(target)}://{HOST}:{server.port if server else 5000}"

    @cached_property
    def certificate(self) -> Certificate:
        """The session's certificate, made when the first target needs it."""
        return throw_away(self.folder)

    def close(self, *, keep_logs: bool = False) -> list[Path]:
        """End the servers, remove what they wrote, and return the logs that were kept."""
        with ThreadPoolExecutor() as threads:
            list(threads.map(ServerProcess.stop, self.servers.values()))
        servers = [*self.given_up, *self.servers.values()]
        logs = [server.log for server in servers] if keep_logs else []
        if "folder" in vars(self) and self.folder.exists():
            for path in self.folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif path not in logs:
                    path.unlink()
            if not logs:
                shutil.rmtree(self.folder, ignore_errors=True)
        return logs


def is_http2(target: str) -> bool:
    return target in SERVERS and SERVERS[target].http2


def scheme_of(target: str) -> str:
    return "https" if is_http2(target) else "http"


def filled(part: str, **values: object) -> str:
    """Fill in what is known of a command's part; host and port are chosen when it starts."""
    for name, value in values.items():
        part = part.replace(f"{{{name}}}", str(value))
    return part
