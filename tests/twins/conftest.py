"""Fixtures for the tests of both apps: each app as `twin`, settings for a test, and an in-process client."""

import asyncio
import inspect
import io
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from comparison.targets.app import is_asgi
from comparison.targets.app_transport import AppTransport
from comparison.targets.asgi import AsgiCaller
from comparison.targets.lifespan import lifespan
from comparison.targets.wsgi import WsgiCaller

ROOT = Path(__file__).parents[2]
KEY = "a key for tests"
# Of the password "secret", with few rounds, so that a check is fast.
PASSWORD_HASH = "pbkdf2:sha256:1000$parity$fccef655b4dd9da468b8db117986ca32c9c0a3d95d29a0de030310ce993f678f"


@dataclass(frozen=True)
class Twin:
    """One of the two apps: its package, the prefix of its settings, and its framework."""

    name: str
    prefix: str
    framework: str

    def __str__(self) -> str:
        return self.framework

    @property
    def package(self) -> ModuleType:
        return import_module(self.name)

    @property
    def directory(self) -> Path:
        return Path(self.package.__file__).parent

    def module(self, name: str) -> ModuleType:
        return import_module(f"{self.name}.{name}")

    async def result(self, value: Any) -> Any:
        """Return the result of a call to either app; await it if it is awaitable."""
        return await value if inspect.isawaitable(value) else value

    def receiver(self, function: Callable[..., None]) -> Callable[..., Any]:
        """Return a signal receiver that calls `function`; for Quart, a coroutine function."""

        async def receive(sender: Any, **extra: Any) -> None:
            function(sender, **extra)

        return receive if self.framework == "quart" else function

    @asynccontextmanager
    async def client(
        self, app: Any, *, origin: str = "http://localhost", peer: str = "127.0.0.1"
    ) -> AsyncIterator[httpx2.AsyncClient]:
        """Start the app, and yield a client whose requests come from the address `peer`."""
        if is_asgi(app):
            async with lifespan(app), client_over(AppTransport(AsgiCaller(asgi_from(app, peer))), origin) as client:
                yield client
        else:
            async with client_over(AppTransport(WsgiCaller(wsgi_from(app, peer))), origin) as client:
                yield client


def client_over(transport: httpx2.AsyncBaseTransport, origin: str) -> httpx2.AsyncClient:
    # No timeout: tests move clocks, and a response may wait for a part of its request.
    return httpx2.AsyncClient(transport=transport, base_url=origin, trust_env=False, timeout=None)


def wsgi_from(app: Any, peer: str) -> Callable[..., Any]:
    def from_peer(environ: dict[str, Any], start_response: Any) -> Any:
        environ["REMOTE_ADDR"] = peer
        return app(environ, start_response)

    return from_peer


def asgi_from(app: Any, peer: str) -> Callable[..., Awaitable[None]]:
    async def from_peer(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, "client": (peer, 50000)}, receive, send)

    return from_peer


FLASK = Twin("flask_app", "FLASK_", "flask")
QUART = Twin("quart_app", "QUART_", "quart")


@pytest.fixture(scope="session", params=[FLASK, QUART], ids=str)
def twin(request: pytest.FixtureRequest) -> Twin:
    return request.param


@pytest.fixture(scope="session")
def twins() -> tuple[Twin, Twin]:
    return FLASK, QUART


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith((FLASK.prefix, QUART.prefix)):
            monkeypatch.delenv(name)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """Return the settings that every app needs, with paths in the test's directory."""
    return {
        "SECRET_KEY": KEY,
        "PASSWORD_HASH": PASSWORD_HASH,
        "UPLOAD_FOLDER": tmp_path / "uploads",
        "LOGIN_LOG": tmp_path / "login.log",
    }


@pytest.fixture
def make_app(twin: Twin, settings: dict[str, Any]) -> Callable[..., Any]:
    """Return a function that makes an app of the twin with more settings: `make_app(TRUSTED_PROXIES=1)`."""

    def make(**more: Any) -> Any:
        return twin.package.create_app({**settings, **more})

    return make


@pytest.fixture
def log_in() -> Callable[..., Awaitable[httpx2.Response]]:
    """Return a function that logs in with the right password: `await log_in(client)`."""

    async def post(client: httpx2.AsyncClient, **headers: str) -> httpx2.Response:
        form = {"username": "admin", "password": "secret"}
        return await client.post(
            "/login", data=form, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return post


@pytest.fixture
def skip(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that moves the event loop's clock forward by seconds: timers until then are due at once."""

    def move_clock(seconds: float) -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: time.monotonic() + seconds)

    return move_clock


@pytest.fixture(scope="session")
def storage(twin):
    return twin.module("storage.uploads")


@pytest.fixture
def store(twin, storage, tmp_path):
    """Return a function that stores bytes (or a stream) for the session `uploader`."""

    async def save(content, name="a.txt", uploader="0" * 32, quota=100_000_000):
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        file = storage.FileStorage(stream, name)
        return await twin.result(storage.store(tmp_path, file, name, uploader, quota))

    return save


@pytest.fixture
def unnamed_files(tmp_path: Path) -> None:
    """Skip a test where no file in its directory can be without a name."""
    try:
        os.close(os.open(tmp_path, os.O_TMPFILE | os.O_RDWR))
    except (AttributeError, OSError):
        pytest.skip("needs files without a name (O_TMPFILE), as ext4, xfs and tmpfs have them: set TMPDIR")


@pytest.fixture
def bare(twin, monkeypatch):
    """Return a function that makes an app from arguments and environment alone."""

    def make(arguments=None, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(twin.prefix + name, value)
        return twin.package.create_app(arguments)

    return make


@pytest.fixture
def disk(twin):
    return twin.module("storage.disk")


@pytest.fixture
def log(tmp_path):
    return tmp_path / "logs" / "login.log"
