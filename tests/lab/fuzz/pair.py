"""Call both apps in this process without a client: Flask through WSGI, Quart through ASGI."""

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from io import RawIOBase, StringIO
from pathlib import Path
from typing import Any

from werkzeug.security import generate_password_hash

from .answer import Answer, Place, answer_of
from .case import Case

HOST = "site.example"
KEY = "a key for bodies that nobody sends in good faith"
# A record of who logged in holds this name, and has one line all the same.
USER = 'ad"min\r\n{"user": "root"}\u2028\x85\x00é\U0001f600'
# In memory where there is some: each upload waits for the disk several times.
MEMORY = "/dev/shm"
PATIENCE = 60.0
# As many messages as hypercorn keeps for an app (max_app_queue_size).
QUEUE = 10

Parts = tuple[int, list[tuple[str, str]], bytes]


class Blocks(RawIOBase):
    """A body that is read in blocks, as from a socket."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.blocks = blocks

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.blocks or not len(buffer):
            return 0
        block = self.blocks.pop(0)
        size = min(len(block), len(buffer))
        buffer[:size] = block[:size]
        if block[size:]:
            self.blocks.insert(0, block[size:])
        return size


class TimedLoop(asyncio.SelectorEventLoop):
    """An event loop that records the CPU time of its longest callback, in seconds."""

    longest = 0.0

    def call_soon(  # type: ignore[override]  # typeshed's has a variadic type variable
        self, callback: Any, *args: Any, context: Any = None
    ) -> Any:
        return super().call_soon(self.timed, callback, *args, context=context)

    def timed(self, callback: Callable[..., object], *args: Any) -> None:
        begun = time.thread_time()
        callback(*args)
        self.longest = max(self.longest, time.thread_time() - begun)


class Pair:
    """Both apps, created once for all cases; `limit` is MAX_CONTENT_LENGTH."""

    def __init__(self, directory: Path, limit: int) -> None:
        self.limit, self.loop = limit, TimedLoop()
        self.silent: list[logging.Logger] = []
        self.flask_place, self.quart_place = place(directory / "flask"), place(directory / "quart")
        self.flask, self.quart = (
            self.open_app("flask_app", self.flask_place),
            self.open_app("quart_app", self.quart_place),
        )
        for logger in self.silent:
            logger.disabled = True
        self.loop.run_until_complete(self.quart.startup())

    def open_app(self, package: str, place: Place) -> Any:
        settings = {"UPLOAD_FOLDER": place.uploads, "LOGIN_LOG": place.log, "MAX_CONTENT_LENGTH": self.limit}
        # Thousands of wrong passwords from one address: where there is a limit to them, it is not what is asked here.
        secret = {"SECRET_KEY": KEY, "USERNAME": USER, "PASSWORD_HASH": password_hash(), "LOGIN_TRIES": 10**9}
        app = import_module(package).create_app(settings | secret)
        self.silent += [app.logger, *(import_module(f"{package}.{name}").logger for name in ("hooks", "storage.disk"))]
        return app

    def close(self) -> None:
        for logger in self.silent:
            logger.disabled = False
        self.loop.run_until_complete(self.quart.shutdown())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def ask(self, case: Case) -> tuple[Answer, Answer, float]:
        """Return Flask's answer, Quart's answer, and how long Quart held its event loop at most, in seconds."""
        flask = answer_of(*caught(lambda: self.ask_flask(case)), self.flask_place.settled())
        self.loop.longest = 0.0
        quart = answer_of(*caught(lambda: self.run(case)), self.quart_place.settled())
        return flask, quart, self.loop.longest

    def run(self, case: Case) -> Parts:
        # Made here: what takes its time on the loop is the app's.
        exchange = self.ask_quart(scope_of(case), messages_of(case), case.is_cut_off)
        return self.loop.run_until_complete(asyncio.wait_for(exchange, PATIENCE))

    def ask_flask(self, case: Case) -> Parts:
        started: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            started[:] = [int(status[:3]), headers]
            return lambda data: None

        chunks = self.flask.wsgi_app(environ_of(case), start)
        body = b"".join(chunks)
        getattr(chunks, "close", bool)()
        return started[0], started[1], body

    async def ask_quart(self, scope: dict[str, Any], messages: list[dict[str, Any]], left: bool) -> Parts:
        sent: list[Any] = []
        over = asyncio.get_running_loop().create_future()

        async def receive() -> Any:
            # The worst that a server does: what its queue holds comes without a pause.
            if len(messages) % QUEUE == 0:
                await asyncio.sleep(0)
            return messages.pop() if messages else await over

        async def send(message: Any) -> None:
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False) and not over.done():
                over.set_result({"type": "http.disconnect"})

        await self.quart(scope, receive, send)
        if not sent and left:
            return 0, [], b""
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in sent[0]["headers"]]
        return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


def caught(ask: Callable[[], Parts]) -> Parts:
    """Return an app's response; if the app raises, return 500 as a server does."""
    try:
        return ask()
    except Exception as error:  # whatever it is, no request may raise it
        return 599, [], repr(error).encode()


def place(directory: Path) -> Place:
    directory.mkdir()
    return Place(directory)


def password_hash() -> str:
    """Return the hash of `secret` with a single round: it is compared once for each login."""
    return generate_password_hash("secret", "pbkdf2:sha256:1")


def environ_of(case: Case) -> dict[str, Any]:
    path, _, query = case.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": case.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": Blocks(case.blocks),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in case.headers:
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    lengths = case.declared
    if lengths:
        environ["CONTENT_LENGTH"] = ",".join(lengths)
    # Where the length is none, the server itself knows the end of the body, or there would be none.
    if not (len(lengths) == 1 and lengths[0].isascii() and lengths[0].isdigit()):
        environ["wsgi.input_terminated"] = True
    return environ


def messages_of(case: Case) -> list[dict[str, Any]]:
    """Return the ASGI messages of a body, the last message first."""
    messages = [{"type": "http.request", "body": block, "more_body": True} for block in case.blocks or [b""]]
    if case.is_cut_off:
        messages.append({"type": "http.disconnect"})
    else:
        messages[-1]["more_body"] = False
    return messages[::-1]


def scope_of(case: Case) -> dict[str, Any]:
    path, _, query = case.path.partition("?")
    headers = [("host", HOST), *case.headers, *(("content-length", length) for length in case.declared)]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": case.method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 50000),
        "server": (HOST, 80),
        "extensions": {},
    }


@contextmanager
def pairs(*limits: int) -> Iterator[list[Pair]]:
    """Yield a pair for each limit, in fresh directories; the working directory is one of them, and stays empty."""
    before, known = Path.cwd(), Path(MEMORY)
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=known if known.is_dir() else None) as name:
        work = Path(name) / "work"
        work.mkdir()
        os.chdir(work)
        opened = []
        try:
            for limit in limits:
                (Path(name) / str(limit)).mkdir()
                opened.append(Pair(Path(name) / str(limit), limit))
            yield opened
        finally:
            left = list(work.iterdir())
            os.chdir(before)
            for pair in opened:
                pair.close()
        assert not left, f"left in the working directory: {left}"
