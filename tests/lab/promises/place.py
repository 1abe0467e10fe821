"""An app on a server, with its files, its log and its processes for a promise to check."""

import asyncio
import hashlib
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from comparison.benchmark.usage import cpu_seconds, memory, peak_memory, reset_peak_memory
from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner
from comparison.targets.loopback import LIMITS
from comparison.targets.process import HOST, wait_until_ended
from comparison.targets.wire import Wire

ROOT = Path(__file__).parents[3]
LIMIT = 16 * 1024 * 1024
# A start sets variables of the environment for a moment, and places may start in several threads.
STARTING = threading.Lock()
BOUNDARY = "----promise"
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
MIB = 1024 * 1024
# Of the word "secret", with few rounds, so that it is compared quickly.
PASSWORD_HASH = "pbkdf2:sha256:1000$parity$fccef655b4dd9da468b8db117986ca32c9c0a3d95d29a0de030310ce993f678f"
SETTINGS = {
    "SECRET_KEY": "{secret}",
    "PASSWORD_HASH": PASSWORD_HASH,
    "UPLOAD_FOLDER": "{tmp}/uploads",
    "LOGIN_LOG": "{tmp}/login.log",
}


@dataclass(frozen=True)
class App:
    """One of four apps: a twin or a naive port, of Flask or of Quart."""

    framework: str
    naive: bool = False

    def __str__(self) -> str:
        return f"{'naive ' if self.naive else ''}{self.framework}"

    def side(self, more: Mapping[str, str]) -> Side:
        """Return the side for the harness; `more` holds settings without their prefix."""
        module = f"lab.promises.served.{self.framework}_{'naive' if self.naive else 'twin'}"
        prefix = "NAIVE_" if self.naive else f"{self.framework.upper()}_"
        settings = ({"FOLDER": "{tmp}"} if self.naive else SETTINGS) | dict(more)
        env = {prefix + name: value for name, value in settings.items()}
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        serve = f"{module}:{'app' if self.naive else 'asgi'}"
        env |= {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "TMPDIR": "{tmp}"}
        return Side(f"{self}".replace(" ", "-"), f"{module}:app", serve, env)


TWINS = App("flask"), App("quart")
NAIVE = App("flask", naive=True), App("quart", naive=True)


class Place:
    """A served app with its directory, clients and processes."""

    def __init__(self, app_runner: AppRunner, side: Side, app: App, target: str) -> None:
        self.app_runner, self.side, self.app, self.target = app_runner, side, app, target
        self.server = app_runner.server(side, target)
        self.directory = app_runner.directory / f"{side.name}-{target}"
        self.idle_memory = self.memory()
        self.before = ""
        self.wires: list[Wire] = []

    @asynccontextmanager
    async def client(self, **options):
        """Yield a client that can send more than a hundred requests at once."""
        certificate = self.app_runner.certificate if self.target == "hypercorn-h2" else None
        secure = {"verify": certificate.trust, "http1": False, "http2": True} if certificate else {}
        origin = f"{'https' if certificate else 'http'}://{HOST}:{self.server.port}"
        usual: dict[str, Any] = {"timeout": 100, "trust_env": False, "limits": LIMITS}
        async with httpx2.AsyncClient(base_url=origin, **(usual | secure | options)) as client:
            yield client

    def wire(self) -> Wire:
        """Return a new connection, which is closed when the place is closed."""
        self.wires.append(self.app_runner.wire(self.side, self.target))
        return self.wires[-1]

    def reading(self, path: str = "/large.csv") -> Wire:
        """Return a connection on which a stream has begun and is not read."""
        wire = self.wire()
        wire.head("GET", path)
        assert wire.status() == 200
        return wire

    def posting(self, body: bytes, sent: int) -> Wire:
        """Return a connection on which the first bytes of an upload were sent."""
        wire = self.wire()
        wire.head("POST", "/upload/", FORM | {"Content-Length": str(len(body))}, end=False)
        wire.data(body[:sent])
        return wire

    def stored(self) -> list[tuple[int, str]]:
        """Return size and SHA-256 of each visible upload."""
        pattern = "*.txt" if self.app.naive else "uploads/*/content"
        paths = [path for path in self.directory.glob(pattern) if path.parent.suffix != ".part"]
        contents = [path.read_bytes() for path in paths if path.name != "login_log.txt"]
        return sorted((len(content), hashlib.sha256(content).hexdigest()) for content in contents)

    def parts(self) -> list[Path]:
        return list(self.directory.glob("uploads/*.part"))

    def saving(self) -> bool:
        """Return whether a save has begun and is not finished."""
        return bool(self.parts() or (self.app.naive and self.stored()))

    def rows(self) -> int:
        """Return how many thousands of rows the app has logged as generated."""
        return self.server.printed().count("row: ")

    def cpu(self) -> float:
        """Return the seconds of CPU that the server and its workers have used."""
        return cpu_seconds(self.server)

    def files(self) -> int:
        """Return how many files and connections the server and its workers have open."""
        return sum(process.num_fds() for process in self.server.family())

    def memory(self, field: str = "VmRSS") -> float:
        """Return the memory of the server and its workers in MiB; `VmHWM` is the highest since the last `forget`."""
        return peak_memory(self.server) if field == "VmHWM" else memory(self.server)

    def forget_peak(self) -> None:
        reset_peak_memory(self.server)

    def stop(self) -> None:
        """Send SIGTERM to the server and its workers, as a service manager does."""
        os.killpg(self.server.process.pid, signal.SIGTERM)

    async def killed(self) -> None:
        """Kill the server and its workers with SIGKILL, as a power cut would."""
        family = self.server.family()
        os.killpg(self.server.process.pid, signal.SIGKILL)
        await asyncio.to_thread(wait_until_ended, family, 10)

    def start_again(self) -> None:
        """Restart a server that has ended, on the same files, with leftovers dated back an hour."""
        self.server.stop()
        for part in self.parts():
            os.utime(part, (0, 0))
        self.before += self.server.printed()
        self.server.start()

    def printed(self) -> str:
        """Return all that the server has printed, also before it was started again."""
        return self.before + self.server.printed()

    async def gone(self, within: float) -> bool:
        """Return whether the server and its workers have ended."""
        return await asyncio.to_thread(wait_until_ended, self.server.family(), within)


@contextmanager
def served(app: App, target: str, more: Mapping[str, str] | None = None, kind: type[Place] = Place) -> Iterator[Place]:
    side = app.side(more or {})
    app_runner = AppRunner(Settings(ROOT, side, side), "a key for promises, the same for every worker")
    try:
        with STARTING:
            place = kind(app_runner, side, app, target)
        try:
            yield place
        finally:
            for wire in place.wires:
                wire.close()
    finally:
        app_runner.close()


def upload(size: int, name: str = "a.txt", letter: bytes = b"x") -> bytes:
    """Return a multipart body of exactly `size` bytes with one file."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    return head + letter * (size - len(head) - len(tail)) + tail


def content_of(body: bytes) -> tuple[int, str]:
    """Return size and SHA-256 of the file in such a body."""
    content = body.partition(b"\r\n\r\n")[2].removesuffix(f"\r\n--{BOUNDARY}--\r\n".encode())
    return len(content), hashlib.sha256(content).hexdigest()


def download_path(page: str) -> str:
    """Return the path of the download on the page that an upload was answered with."""
    return "/uploads/" + page.partition("/uploads/")[2][:32]


async def in_pieces(content: bytes):
    for start in range(0, len(content), 65536):
        yield content[start : start + 65536]


async def settled(look, within: float = 20.0):
    """Return the value of `look` once three calls, 0.25 seconds apart, agree."""
    end, last = time.monotonic() + within, [object(), look()]
    while last[-3:].count(last[-1]) < 3 and time.monotonic() < end:
        await asyncio.sleep(0.25)
        last.append(look())
    return last[-1]


async def answers(place: Place, within: float = 10.0, host: str | None = None) -> float:
    """Request the first page on a new connection; return the duration in seconds."""
    begun = time.monotonic()
    async with place.client() as client:
        headers = {"Host": host} if host else {}
        assert (await asyncio.wait_for(client.get("/", headers=headers), within)).status_code == 200
    return time.monotonic() - begun
