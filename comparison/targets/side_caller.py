"""Call the app of a side in its own process, and get its traces and logs as if it were in this one."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from ..values.trace import Event
from .app_call import AppRequest, AppResponse, BrokenOffError, NoAnswerError
from .app_log import ExchangeLog, exchange_log
from .frames import FramesEndedError, frame, json_frame, read_frame
from .tracing import events

# Seconds beyond a timeout until an app whose loop is blocked, and so can't notice its timeout, is given up.
_GRACE = 2.0
# Seconds for an app to end a request whose client has disconnected: what the app's process itself allows, and more.
_CLOSING = 30.0


class SideCaller:
    """Calls the app that is served on the socket `address`; `where` says in which places its process is.

    `is_stuck` is set once the app did not even notice its timeout.
    """

    def __init__(self, address: str, subject: str, where: Callable[[], str]) -> None:
        self.address = address
        self.subject = subject
        self.where = where
        self.is_stuck = False
        self.numbers = itertools.count(1)
        self.records: dict[int, tuple[list[Event] | None, ExchangeLog | None]] = {}

    async def __call__(self, request: AppRequest) -> AppResponse:
        """Send a request; return the response once its head is there. Raises `NoAnswerError` and `BrokenOffError`."""
        try:
            reader, writer = await asyncio.open_unix_connection(self.address)
        except OSError:
            raise BrokenOffError(f"The process of {self.subject} has ended.") from None
        exchange, number = _Exchange(self, request, reader, writer), next(self.numbers)
        self.records[number] = (events.get(), exchange_log.get())
        try:
            return await exchange.begin(number)
        except BaseException:
            await exchange.aclose()
            raise

    def record(self, number: int, values: Mapping[str, Any]) -> None:
        """Put the trace and the log of an exchange into what its recorder keeps."""
        recorded, log = self.records[number]
        if recorded is not None:
            recorded[:] = [Event(*event) for event in values["events"]]
        if log is not None:
            log.replace(values["log"])


class _Exchange:
    """One exchange, on a connection of its own; iterate over it to read the body, close it to disconnect."""

    def __init__(
        self, caller: SideCaller, request: AppRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.caller = caller
        self.request = request
        self.reader = reader
        self.writer = writer
        self.number = 0
        self.closed = False
        self.ended = False
        self.answers = asyncio.Queue[tuple[str, bytes]]()
        self.pump = asyncio.ensure_future(self._pump())

    async def begin(self, number: int) -> AppResponse:
        """Send the head of the request, and return the response once its head is there."""
        self.number, request = number, self.request
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers]
        head = {
            "number": number,
            "method": request.method,
            "scheme": request.scheme,
            "host": request.host,
            "target": request.target,
            "headers": headers,
            "seconds": request.seconds,
        }
        self.writer.write(json_frame("r", head))
        values = json.loads(await self._answer("h"))
        lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in values["headers"]]
        return AppResponse(values["status"], lines, self)

    async def _pump(self) -> None:
        """Give the app the parts of the request that it asks for; keep all else that it sends."""
        parts, is_ended = self.request.body, False
        try:
            while not is_ended:
                kind, content = await read_frame(self.reader)
                if kind == "b":
                    part = await anext(parts, None)
                    self.writer.write(frame("q") if part is None else frame("p", part))
                else:
                    self.answers.put_nowait((kind, content))
                    is_ended = kind == "z"
        except FramesEndedError:
            self.ended = True
            text = f"The process of {self.caller.subject} has ended."
            self.answers.put_nowait(("x", json.dumps({"kind": "ended", "text": text}).encode()))

    async def _answer(self, wanted: str) -> bytes:
        """Return the content of the next frame, which must be of one of the kinds; raises what an `x` says."""
        timeout = asyncio.timeout(None if self.request.seconds is None else self.request.seconds + _GRACE)
        try:
            async with timeout:
                kind, content = await self.answers.get()
        except TimeoutError:
            self.caller.is_stuck = True
            places = await asyncio.to_thread(self.caller.where)
            text = f"{self.request}: no answer within {self.request.seconds:g} s."
            raise NoAnswerError(f"{text} Meanwhile\n{places}" if places else text) from None
        if kind == "x":
            raise _error(json.loads(content))
        if kind not in wanted:
            raise BrokenOffError(f"The process of {self.caller.subject} sent a frame {kind!r}.")
        return content if kind != "e" else b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.writer.write(frame("n"))
            chunk = await self._answer("ce")
            if not chunk:
                return
            yield chunk

    async def aclose(self) -> None:
        """Disconnect, and wait until the app has ended; then its trace and log are complete."""
        if self.closed:
            return
        self.closed = True
        try:
            self.writer.write(frame("d"))
            if not self.caller.is_stuck:
                async with asyncio.timeout(_CLOSING):
                    await self._record()
        except (TimeoutError, ConnectionError):
            self.caller.is_stuck = True
        finally:
            self.pump.cancel()
            await asyncio.wait([self.pump])
            self.writer.close()

    async def _record(self) -> None:
        """Wait for the last frame, and record what it says; raises `NoAnswerError` for an app that did not close."""
        late = None
        while not (self.ended and self.answers.empty()):
            kind, content = await self.answers.get()
            values = json.loads(content) if kind in "xz" else {}
            if kind == "z":
                self.caller.record(self.number, values)
            elif kind == "x" and values["kind"] != "ended":
                late = _error(values)
            if kind == "z" or (kind == "x" and values["kind"] == "ended"):
                break
        if late is not None:
            raise late


def _error(values: Mapping[str, str]) -> Exception:
    return (NoAnswerError if values["kind"] == "timeout" else BrokenOffError)(values["text"])
