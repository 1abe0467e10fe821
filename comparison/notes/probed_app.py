"""Open a small app from its source, in process or on a server."""

import asyncio
import contextlib
import gc
import importlib
import io
import itertools
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import httpx2

from ..settings import Settings
from ..sides import Side
from ..targets import AppRunner
from ..targets.process import ServerProcess
from ..targets.servers import LISTEN
from ..targets.tls import Certificate
from ..targets.wire import Wire

MARK = "> "
SETTLED = 0.05
# The headers of a request for a WebSocket, with the key of RFC 6455, 1.3.
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
ATTEMPTS = 50  # of a request whose response may be lost
numbers = itertools.count()


@dataclass
class ProbedApp:
    """A running app: `client` sends HTTP, `app` is the object (in process), `wire` is a raw connection to a server.

    `printed` are the lines that the app printed after "> ", in order. `warned` are the warnings that Python gave, in
    process, complete once it is closed.
    """

    framework: str
    target: str
    client: httpx2.AsyncClient
    app_runner: AppRunner
    side: Side
    stdout: io.StringIO
    warned: list[str] = field(default_factory=list)

    @property
    def app(self) -> Any:
        return self.module.app

    @property
    def module(self) -> Any:
        """The module that the app's source became, in process."""
        return sys.modules[self.side.app.partition(":")[0]]

    @property
    def output(self) -> str:
        """The output of the app, or of its server."""
        return (
            self.stdout.getvalue()
            if self.target == "client"
            else self.app_runner.server(self.side, self.target).printed()
        )

    @property
    def printed(self) -> list[str]:
        return [line.removeprefix(MARK) for line in self.output.splitlines() if line.startswith(MARK)]

    def wire(self) -> Wire:
        return self.app_runner.wire(self.side, self.target)

    @contextmanager
    def served_over_tls(self) -> Iterator[tuple[ServerProcess, Certificate]]:
        """Serve the app by its framework's `run` with a certificate; yield the server, which accepts, and that."""
        certificate, root = self.app_runner.certificate, self.app_runner.settings.root
        command = (self.framework, "--app", self.side.app, "run", *LISTEN)
        options = ("--cert", str(certificate.cert), "--key", str(certificate.key))
        with tempfile.TemporaryDirectory() as directory:
            server = ServerProcess((*command, *options), self.side.env, root, Path(directory, "log"))
            server.start()
            try:
                yield server, certificate
            finally:
                server.stop()

    async def get(self, path: str = "/", **options: Any) -> str:
        """Get a path; return status and text, as "200 text"."""
        response = await self.client.get(path, **options)
        return f"{response.status_code} {response.text}"

    async def post_rejected(
        self, content: bytes | Callable[[], AsyncIterator[bytes]], **options: Any
    ) -> httpx2.Response:
        """Post a body that the server may reject before it has read it; return the response.

        A server that closes the connection then may take its response along (RFC 9112, 9.6): that is tried again.
        """
        make_content = content if callable(content) else lambda: content
        for _ in range(ATTEMPTS):
            with contextlib.suppress(httpx2.TransportError):
                return await self.client.post("/", content=make_content(), **options)
        return await self.client.post("/", content=make_content(), **options)

    async def wait_for(self, *lines: str, times: int = 1, seconds: float = 60.0) -> bool:
        """Wait at most `seconds` until the app has printed these lines after "> ", as often in all; return whether."""
        for _ in range(int(seconds / SETTLED)):
            if self._count(lines) >= times:
                return True
            await asyncio.sleep(SETTLED)
        return self._count(lines) >= times

    def _count(self, lines: Collection[str]) -> int:
        return sum(line in lines for line in self.printed)


@asynccontextmanager
async def open_app(source: str, framework: str, target: str, directory: Path) -> AsyncIterator[ProbedApp]:
    """Write an app's source into `directory`, yield the running app, and unload its module afterwards.

    `target` is `client` or a server. Standard output is captured meanwhile, and in process Python's warnings are
    collected. Raises `StartError` when it can't be imported or served.
    """
    name = f"{framework}_note_{next(numbers)}"
    (directory / f"{name}.py").write_text(dedent(source), encoding="utf-8")
    env = {"PYTHONUNBUFFERED": "1", f"{framework.upper()}_SKIP_DOTENV": "1"}
    side = Side(name, f"{name}:app", f"{name}:app", env)
    app_runner, stdout = AppRunner(Settings(directory, side, side), "a key for notes"), io.StringIO()
    sys.path.insert(0, str(directory))
    importlib.invalidate_caches()
    try:
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(stdout):
            warnings.simplefilter("always")
            async with app_runner.client(side, target) as (client, _):
                app = ProbedApp(framework, target, client, app_runner, side, stdout)
                yield app
            gc.collect()
        app.warned += [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    finally:
        app_runner.close()
        sys.modules.pop(name, None)
        sys.path[:] = [path for path in sys.path if path != str(directory)]
