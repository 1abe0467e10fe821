"""The app on an ASGI server: exact limits, HEAD, chunked bodies, and streams that end when the reader leaves.

hypercorn's own wrapper for WSGI apps answers HEAD with 500, drops chunked bodies, keeps a body
twice in memory, and goes on with a stream whose reader has left (hypercorn 0.18, measured).
What this one costs: a body is complete before the view begins, and each block of a response
takes one hop to a thread and back.
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

from flask import Flask
from werkzeug.exceptions import RequestTimeout

from .shutdown import deadline

DRAIN = 5.0
SPOOL = 64 * 1024
HOP = 128 * 1024

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Step = Callable[..., Awaitable[Any]]


def as_asgi(app: Flask) -> "AsgiServed":
    """Return an ASGI app that runs `app` in THREADS threads."""
    return AsgiServed(app)


class AsgiServed:
    """An ASGI app around a WSGI app."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.limit = app.config["MAX_CONTENT_LENGTH"]
        self.deadline = app.config["BODY_TIMEOUT"]
        self.pool = ThreadPoolExecutor(app.config["THREADS"], thread_name_prefix=app.name)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            with SpooledTemporaryFile(max_size=SPOOL) as body:
                await self.answer(scope, receive, send, body)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await self.live(receive, send)

    async def live(self, receive: Receive, send: Send) -> None:
        await receive()
        with deadline():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        self.pool.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def answer(self, scope: Message, receive: Receive, send: Send, body: Any) -> None:
        # One context for all steps: what the app sets in one of them is there in the next.
        run: Callable[..., Any] = contextvars.copy_context().run
        step = partial(to_end, self.pool, run)
        error: Exception | None = None
        try:
            async with asyncio.timeout(self.deadline):
                size = await self.spool(scope, receive, body, step)
        except TimeoutError:
            size, error = 0, RequestTimeout()
        except OSError as full:
            size, error = 0, full
        if size is None:
            return
        sent = asyncio.Event()
        reader = asyncio.ensure_future(until_gone(receive, sent, 2 * self.limit if size > self.limit or error else 0))
        try:
            environ = environ_of(scope, body, size) | {"body.error": error}
            await respond(self.app, environ, send, step, reader, sent)
        finally:
            reader.cancel()
            await asyncio.wait([reader])

    async def spool(self, scope: Message, receive: Receive, body: IO[bytes], step: Step) -> int | None:
        """Read the body up to the limit and a block beyond; return its size in bytes, or None when the client left.

        A size over the limit makes the app itself answer 413, in its own words.
        """
        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and int(declared) > self.limit:
            return int(declared)
        size, block, more = 0, bytearray(), True
        while more and size <= self.limit:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            block += message.get("body", b"")
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if len(block) >= HOP or not more:
                await step(body.write, bytes(block))
                block.clear()
        await step(body.seek, 0)
        return size


async def to_end(pool: ThreadPoolExecutor, function: Callable[..., Any], *args: Any) -> Any:
    """Call a function in a thread; where this is cancelled, wait for the thread all the same.

    What it works on can't be closed before: a generator that runs, and a context that is entered, say so.
    """
    future = asyncio.get_running_loop().run_in_executor(pool, function, *args)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        if not future.cancelled():
            future.exception()
        raise


async def until_gone(receive: Receive, sent: asyncio.Event, left: int) -> None:
    """Drain what still comes, until the client is gone; tell when it has sent all, or `left` bytes more."""
    if left <= 0:
        sent.set()
    while (message := await receive())["type"] != "http.disconnect":
        left -= len(message.get("body", b""))
        if left <= 0 or not message.get("more_body", False):
            sent.set()
    sent.set()


async def respond(
    app: Flask, environ: dict[str, Any], send: Send, step: Step, reader: "asyncio.Future[None]", sent: asyncio.Event
) -> None:
    """Run the app and send what it yields, one step at a time; close it when the reader is gone.

    A client that is still sending does not read a 413: it would see a broken connection. And over HTTP/2
    hypercorn 0.18 breaks the connection when data comes for a stream whose response has ended (measured).
    So the response waits for the end of the request, for some seconds.
    """
    started: list[Message] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        started[:] = [{"type": "http.response.start", "status": int(status[:3]), "headers": raw}]
        return written.append

    written: list[bytes] = []
    chunks = await step(app, environ, start_response)
    try:
        iterator: Iterator[bytes] = iter(chunks)
        chunk = await step(next, iterator, None)
        if started[0]["status"] == 413:
            await drained(sent)
        await send(started[0])
        while chunk is not None and not reader.done():
            written.append(chunk)
            await send({"type": "http.response.body", "body": b"".join(written), "more_body": True})
            written.clear()
            chunk = await step(next, iterator, None)
        await drained(sent)
        if not reader.done():
            await send({"type": "http.response.body", "body": b"".join(written), "more_body": False})
    finally:
        await step(getattr(chunks, "close", bool))


async def drained(sent: asyncio.Event) -> None:
    """Wait until the client has sent all, or enough."""
    if not sent.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sent.wait(), DRAIN)


def environ_of(scope: Message, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return the WSGI environ (PEP 3333) for an ASGI HTTP scope."""
    root, path = scope.get("root_path", ""), scope["path"]
    path = path if path.startswith("/") else urlsplit(path).path
    server = scope.get("server") or ("localhost", 80)
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
    environ["CONTENT_LENGTH"] = str(size)
    return environ


def add_header(environ: dict[str, Any], name: str, value: str) -> None:
    """Add a request header; one that comes twice is joined, cookies with a semicolon (RFC 9113, 8.2.3)."""
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
