"""Serve the app of a side in its own process: the same calls, chunks and traces as in the process of the tests.

Each exchange has a connection. The client asks for each part of the response (`n`), the app for each part of the
request (`b`): neither gets ahead of the other.
"""

import asyncio
import gc
import json
import os
import re
import socket
import threading
import warnings
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ..errors import ComparisonError
from ..sides import Side
from ..values.trace import Event
from .app_call import AppRequest, BrokenOffError, CallsApp, NoAnswerError
from .app_log import ExchangeLog, exchange_log
from .background_errors import background_errors
from .frames import FramesEndedError, frame, json_frame, read_frame, receive_frame
from .hooks import HookContext, call_hook, setting_of
from .stacks import current_places
from .started_app import AppStart, started_app
from .tracing import events

T = TypeVar("T")
_NEVER_AWAITED = "coroutine .* was never awaited"


def serve(
    connection: socket.socket,
    side: Side,
    environment: Mapping[str, str],
    address: str,
    exclude: Sequence[str],
    tests: Sequence[str],
    seconds: float,
    directory: str,
    reset: str,
) -> dict[str, Any]:
    """Serve an app on the socket `address` until the control connection says `f`; return what died meanwhile.

    `reset` is called before. Raises `StartError`, and as `call_hook`.
    """
    root, served = Path.cwd(), ServedApp(connection, HookContext(side.name, "client", Path(directory), environment))
    connection.sendall(json_frame("i", os.getpid()))
    threading.Thread(target=served.control, name="control", daemon=True).start()
    if reset:
        call_hook(reset, setting_of("reset", side.name), served.context, root)
    start = AppStart(side, environment, root, exclude, seconds)
    with unawaited_coroutines() as texts:
        errors = asyncio.run(served.run(start, address, tests))
        # What nothing refers to but itself shows only now.
        gc.collect()
    return {"errors": [*errors, *texts]}


@contextmanager
def unawaited_coroutines() -> Iterator[list[str]]:
    """Collect the warnings about coroutines that were never awaited while this is open; pass others on."""
    texts: list[str] = []
    show = warnings.showwarning

    def collect(message: Warning | str, category: type[Warning], *rest: Any, **options: Any) -> None:
        if re.match(_NEVER_AWAITED, str(message)):
            texts.append(f"{category.__name__}: {message}")
        else:
            show(message, category, *rest, **options)

    with warnings.catch_warnings():
        warnings.filterwarnings("always", _NEVER_AWAITED, RuntimeWarning)
        warnings.showwarning = collect
        yield texts


class ServedApp:
    """An app that is served for one client; `records` have the trace and the log of each exchange."""

    def __init__(self, connection: socket.socket, context: HookContext) -> None:
        self.connection = connection
        self.context = context
        self.root = Path.cwd()
        self.lock = threading.Lock()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.done = asyncio.Event()
        self.records: dict[int, tuple[list[Event], ExchangeLog]] = {}

    async def run(self, start: AppStart, address: str, tests: Sequence[str]) -> list[str]:
        """Start the app, serve it, and shut it down; return the errors of its threads and tasks."""
        self.loop = asyncio.get_running_loop()
        async with background_errors(self.root, tests) as errors, started_app(start, errors) as call:
            server = await asyncio.start_unix_server(partial(self.exchange, call), address)
            self._send(frame("s"))
            await self.done.wait()
            server.close()
        return errors.texts

    def control(self) -> None:
        """Answer the frames of the control connection, in a thread: the loop of the app may be blocked."""
        try:
            while True:
                kind, content = receive_frame(self.connection)
                if kind == "f" and self.loop is not None:
                    self.loop.call_soon_threadsafe(self.done.set)
                elif kind == "w":
                    self._send(frame("w", current_places(self.root, self.loop).encode()))
                elif kind == "t":
                    records = list(self.records.items())
                    self._send(json_frame("t", {number: _recorded(*record) for number, record in records}))
                elif kind == "j":
                    self._send(self._called(json.loads(content)))
        except (FramesEndedError, OSError):
            # The tests have ended.
            os._exit(0)

    def _called(self, options: Mapping[str, str]) -> bytes:
        """Call a function of the project beside the app; return the frame with its result."""
        try:
            return json_frame("j", call_hook(options["function"], options["place"], self.context, self.root))
        except ComparisonError as error:
            return json_frame("e", str(error))

    def _send(self, content: bytes) -> None:
        with self.lock:
            self.connection.sendall(content)

    async def exchange(self, call: CallsApp, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Run one exchange: the head of the request comes first."""
        _, content = await read_frame(reader)
        client = _Client(reader, writer)
        head, recorded, log = json.loads(content), list[Event](), ExchangeLog(self.root)
        self.records[head["number"]] = (recorded, log)
        events.set(recorded)
        exchange_log.set(log)
        pump = asyncio.ensure_future(client.pump())
        try:
            await client.serve(call, _request_of(head, client.parts()))
        except ConnectionError:
            client.gone.set()
        except Exception as error:
            writer.write(json_frame("x", {"kind": "broken", "text": f"The app failed: {error!r}"}))
            await client.gone.wait()
        finally:
            writer.write(json_frame("z", _recorded(recorded, log)))
            pump.cancel()
            await asyncio.wait([pump])
            writer.close()


class _Client:
    """The client of one exchange, at the other end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.wanted = asyncio.Queue[bool]()
        self.received = asyncio.Queue[bytes | None]()
        self.gone = asyncio.Event()

    async def pump(self) -> None:
        """Sort the frames of the client until it is gone."""
        try:
            while not self.gone.is_set():
                kind, content = await read_frame(self.reader)
                if kind == "n":
                    self.wanted.put_nowait(True)
                elif kind in "pq":
                    self.received.put_nowait(content if kind == "p" else None)
                else:
                    self.gone.set()
        except FramesEndedError:
            self.gone.set()

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the parts of the request's body, each when the app asks for it."""
        while True:
            self.writer.write(frame("b"))
            part = await self.received.get()
            if part is None:
                return
            yield part

    async def serve(self, call: CallsApp, request: AppRequest) -> None:
        """Send the response part by part as the client asks for it, until the client is gone."""
        try:
            response = await self._unless_gone(call(request))
        except NoAnswerError as error:
            self.writer.write(json_frame("x", {"kind": "timeout", "text": str(error)}))
            await self.gone.wait()
            return
        if response is None:
            return
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in response.headers]
        self.writer.write(json_frame("h", {"status": response.status, "headers": headers}))
        iterator = _no_chunks() if response.body is None else aiter(response.body)
        while await self._unless_gone(self.wanted.get()):
            self.writer.write(await self._unless_gone(_next_frame(iterator)) or b"")
            await self.writer.drain()
        try:
            if response.body is not None:
                await response.body.aclose()
        except NoAnswerError as error:
            self.writer.write(json_frame("x", {"kind": "timeout", "text": str(error)}))

    async def _unless_gone(self, awaitable: Awaitable[T]) -> T | None:
        """Return the result of an awaitable; None, with the awaitable cancelled, once the client is gone."""
        task, gone = asyncio.ensure_future(awaitable), asyncio.ensure_future(self.gone.wait())
        try:
            await asyncio.wait([task, gone], return_when=asyncio.FIRST_COMPLETED)
            return await task if task.done() else None
        finally:
            for future in (task, gone):
                future.cancel()
            await asyncio.wait([task, gone])


async def _no_chunks() -> AsyncIterator[bytes]:
    return
    yield


async def _next_frame(iterator: AsyncIterator[bytes]) -> bytes:
    """Return the frame of the next chunk, of the end of the body, or of the error in its place."""
    try:
        return frame("c", await anext(iterator))
    except StopAsyncIteration:
        return frame("e")
    except NoAnswerError as error:
        return json_frame("x", {"kind": "timeout", "text": str(error)})
    except BrokenOffError as error:
        return json_frame("x", {"kind": "broken", "text": str(error)})


def _request_of(head: Mapping[str, Any], body: AsyncIterator[bytes]) -> AppRequest:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head["headers"]]
    return AppRequest(head["method"], head["scheme"], head["host"], head["target"], headers, body, head["seconds"])


def _recorded(recorded: Sequence[Event], log: ExchangeLog) -> dict[str, Any]:
    """Return the trace and the log of an exchange as JSON values."""
    return {"events": [[event.kind, event.name, event.detail] for event in list(recorded)], "log": log.text}
