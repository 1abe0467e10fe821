"""Serve the app with an ASGI server: Flask needs a bridge from WSGI, and hypercorn's own has faults (FD800).

Hypercorn 0.18 answers 500 where a response has no body (FD801), loses request bodies without a length (FD802), runs
generators on after the client has disconnected (FD803), has a body limit of its own (FD804), takes X_Secret for
X-Secret (FD805) and puts a number in SERVER_PORT (FD806). This bridge reads a body to its end before the view begins,
and each block of a response takes one hop to a thread and back.
"""

import asyncio
import contextlib
import contextvars
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Flask, Request
from werkzeug.exceptions import RequestTimeout
from werkzeug.utils import cached_property

from ..blocks import Blocks
from .stop_with_a_stream import deadline

DRAIN_SECONDS = 5.0
# Bytes that a body may have in memory in any case, and all longer ones together: 15 MiB take 135 instead of 178 ms.
MEMORY, ROOM = 64 * 1024, 24 * 1024 * 1024
BLOCKS = Blocks(smallest=16 * 1024, largest=256 * 1024, room=2 * 1024 * 1024)
BODY_ERROR = "wsgi_bridge.body_error"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Step = Callable[..., Awaitable[Any]]


def as_asgi(app: Flask) -> "Bridge":
    """Return an ASGI app that runs `app` in THREADS threads."""
    return Bridge(app)


class BridgedRequest(Request):
    """A request that raises, where its body is read, what kept the bridge from reading it: 408, or a full disk."""

    @cached_property
    def stream(self) -> IO[bytes]:
        if (error := self.environ.get(BODY_ERROR)) is not None:
            raise error
        return super().stream


class Bridge:
    """An ASGI app around a WSGI app."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.limit = app.config["MAX_CONTENT_LENGTH"]
        self.body_timeout = app.config["BODY_TIMEOUT"]
        self.pool = ThreadPoolExecutor(app.config["THREADS"], thread_name_prefix=app.name)
        self.reserved = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            with self.reserve(declared_length(scope)) as size, SpooledTemporaryFile(max_size=size) as body:
                await self.answer(scope, receive, send, body, size)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await self.run_lifespan(receive, send)

    @contextlib.contextmanager
    def reserve(self, length: int) -> Iterator[int]:
        """Yield how much of a body may be in memory: all of a declared length, while there is room for it."""
        reserved = length if MEMORY < length <= min(self.limit, ROOM - self.reserved) else 0
        self.reserved += reserved
        try:
            yield reserved or MEMORY
        finally:
            self.reserved -= reserved

    async def run_lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        with deadline():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        self.pool.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def answer(self, scope: Message, receive: Receive, send: Send, body: Any, in_memory: int) -> None:
        """Read the body, run the app and send its response: all in one context, where what a step sets stays."""
        step = partial(run_in_thread, self.pool, contextvars.copy_context().run)
        error, sent = None, asyncio.Event()
        try:
            async with asyncio.timeout(self.body_timeout):
                size = await self.read_body(scope, receive, body, in_memory, step, sent)
        except OSError as failure:
            size, error = 0, RequestTimeout() if isinstance(failure, TimeoutError) else failure
        finally:
            BLOCKS.end(body)
        if size is None:
            return
        disconnect = asyncio.ensure_future(wait_for_disconnect(receive, sent, 0 if sent.is_set() else 2 * self.limit))
        try:
            environ = environ_of(scope, body, size) | {BODY_ERROR: error}
            await respond(self.app, environ, send, step, disconnect, sent)
        finally:
            disconnect.cancel()
            await asyncio.wait([disconnect])

    async def read_body(
        self, scope: Message, receive: Receive, body: Any, in_memory: int, step: Step, sent: asyncio.Event
    ) -> int | None:
        """Keep the body, up to a block beyond the limit; return its bytes, None if the client disconnects.

        A size over the limit makes the app itself answer 413, with its own page.
        """
        if (declared := declared_length(scope)) > self.limit:
            return declared
        size, blocks, more = 0, [b""], True
        while more and size <= self.limit:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            blocks.append(message.get("body", b""))
            size += len(blocks[-1])
            if not (more := message.get("more_body", False)):
                sent.set()
            if sum(map(len, blocks)) >= BLOCKS.size(body) or not more:
                if in_memory > MEMORY and BLOCKS.size(body) < BLOCKS.largest:
                    in_memory = MEMORY
                    await step(body.rollover)
                await (call if size <= in_memory else step)(body.writelines, blocks)
                blocks = [b""]
        await (call if size <= in_memory else step)(body.seek, 0)
        return size


def declared_length(scope: Message) -> int:
    """Return a request's Content-Length, 0 if it has none or a wrong one."""
    declared = dict(scope["headers"]).get(b"content-length", b"")
    return int(declared) if declared.isdigit() else 0


async def call(function: Callable[..., Any], *args: Any) -> Any:
    """Call a function that does not block."""
    return function(*args)


async def run_in_thread(pool: ThreadPoolExecutor, function: Callable[..., Any], *args: Any) -> Any:
    """Call a function in a thread, and wait for its end even if this is cancelled.

    What it works on can't be closed before: a running generator, and an entered context, would raise.
    """
    future = asyncio.get_running_loop().run_in_executor(pool, function, *args)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        if not future.cancelled():
            future.exception()
        raise


async def wait_for_disconnect(receive: Receive, sent: asyncio.Event, left: int) -> None:
    """Drop what the client still sends until it disconnects; set `sent` after its last byte, or `left` bytes more."""
    while (message := await receive())["type"] != "http.disconnect":
        left -= len(message.get("body", b""))
        if left <= 0 or not message.get("more_body", False):
            sent.set()
    sent.set()


async def respond(
    app: Flask, environ: dict[str, Any], send: Send, step: Step, disconnect: "asyncio.Future[None]", sent: asyncio.Event
) -> None:
    """Run the app and send what it yields, one step at a time; close it when the client has disconnected.

    The response waits some seconds for the end of the request: most clients read a 413 only then, and over HTTP/2
    hypercorn 0.18 closes the connection when data come for a stream whose response has ended (measured).
    """
    started: list[Message] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        started[:] = [{"type": "http.response.start", "status": int(status[:3]), "headers": raw}]
        return written.append

    written: list[bytes] = []
    chunks = await step(app, environ, start_response)
    try:
        chunk = await step(next, iterator := iter(chunks), None)
        if started[0]["status"] == 413:
            await wait_until_sent(sent)
        await send(started[0])
        while chunk is not None and not disconnect.done():
            written.append(chunk)
            await send({"type": "http.response.body", "body": b"".join(written), "more_body": True})
            written.clear()
            chunk = await step(next, iterator, None)
        await wait_until_sent(sent)
        if not disconnect.done():
            await send({"type": "http.response.body", "body": b"".join(written), "more_body": False})
    finally:
        await step(getattr(chunks, "close", bool))


async def wait_until_sent(sent: asyncio.Event) -> None:
    """Wait until the client has sent enough, at most DRAIN_SECONDS."""
    if not sent.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sent.wait(), DRAIN_SECONDS)


def environ_of(scope: Message, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return the WSGI environ (PEP 3333) for an ASGI HTTP scope."""
    root, path, server = scope.get("root_path", ""), scope["path"], scope.get("server") or ("localhost", 80)
    path = path if path.startswith("/") else urlsplit(path).path or "/"
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root.encode().decode("latin-1"),
        "PATH_INFO": path.removeprefix(root).encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or [""])[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ | {"CONTENT_LENGTH": str(size)}


def add_header(environ: dict[str, Any], name: str, value: str) -> None:
    """Add a request header, but none with an underscore; join equal ones, cookies by a semicolon (RFC 9113, 8.2.3)."""
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
