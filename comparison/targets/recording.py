"""An HTTP client that records its exchanges."""

import asyncio
import json
import shlex
import time
from collections.abc import AsyncIterator, Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import httpx2

from ..values.exchange import Body, Exchange, Headers, Request
from .app_log import ExchangeLog, exchange_log
from .app_place import AppPlace, CommandResult
from .exchange_record import STREAMED, ExchangeRecord
from .hooks import setting_of
from .server_log import ServerLog
from .time_limit import note_loop
from .tracebacks import shortened
from .tracing import events

# Raised if an app does not answer in time.
ClientTimeout = httpx2.TimeoutException
_REMEDY = "Fix that, or raise the limit: `timeout` in [tool.comparison], or the test's own."


class RecordingClient(httpx2.AsyncClient):
    """`httpx2.AsyncClient`, which also runs commands of the app, and marks the responses that are read as streams."""

    def __init__(self, recorder: "RecordingTransport", **options: Any) -> None:
        super().__init__(transport=recorder, **options)
        self.recorder = recorder

    async def run_command(self, *words: str, input: str = "") -> CommandResult:
        """Run a command of the app, as `flask WORD…` or `quart WORD…`; return its exit status and its output.

        Both are compared with those of the other app. Raises `StartError` if it does not end in time.
        """
        place = self.recorder.place
        result = await asyncio.to_thread(place.command, words, input)
        output = place.without_directory(result.output)
        self.recorder.add(Request("RUN", shlex.join(words)), result.status, output, log=output)
        return CommandResult(result.status, output)

    async def send(self, request: httpx2.Request, *, stream: bool = False, **kwargs: Any) -> httpx2.Response:
        request.extensions = {**request.extensions, STREAMED: stream}
        return await super().send(request, stream=stream, **kwargs)


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Passes requests on to another transport, and records each exchange.

    In process it is `traced`, and tracebacks show the frames of files below `root`. On a server, `log` is its log.
    `place` is where the app runs, `state` the function of the project that returns its state. `background_errors` has,
    once the client is closed, a text for each thread or task of the app that died, which `describe` makes of a subject
    and the last request. `more` are exchanges that are no requests of the client: commands, state, what the app sent
    elsewhere; each has the number of requests before it.
    """

    def __init__(
        self,
        inner: httpx2.AsyncBaseTransport,
        traced: bool = False,
        root: Path | None = None,
        log: ServerLog | None = None,
        place: AppPlace | None = None,
    ) -> None:
        self.inner = inner
        self.place = place or AppPlace("", "")
        self.state = ""
        self.more: list[tuple[int, Exchange]] = []
        self.traced = traced
        self.root = root
        self.log = log
        self.timed_out = False
        self.background_errors: list[str] = []
        self.describe: Callable[[str, str], list[str]] = lambda subject, request: []
        self.records: list[ExchangeRecord] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request on, and record the exchange; return the response, whose body is recorded as it is read.

        In process, what happens in the app meanwhile is traced. An error of the transport is recorded and raised; a
        timeout says which request it was.
        """
        note_loop()
        record = ExchangeRecord(request, [] if self.traced else None, self.log or ExchangeLog(self.root))
        self.records.append(record)
        stream = _RequestStream(record, request)
        headers, extensions = request.headers, request.extensions
        forwarded = httpx2.Request(request.method, request.url, headers=headers, stream=stream, extensions=extensions)
        token = events.set(record.events)
        log_token = exchange_log.set(record.log if isinstance(record.log, ExchangeLog) else None)
        try:
            response = await self.inner.handle_async_request(forwarded)
        except httpx2.TimeoutException as error:
            raise self.timeout_error(record, error) from None
        except httpx2.TransportError as error:
            record.break_off(error)
            raise
        finally:
            events.reset(token)
            exchange_log.reset(log_token)
        record.begin_response(response)
        if not isinstance(response.stream, httpx2.AsyncByteStream):
            raise TypeError(
                f"{self.inner!r} answers with {response.stream!r}, which is no AsyncByteStream: return one."
            )
        response.stream = _ResponseStream(self, record, response.stream)
        return response

    def timeout_error(self, record: ExchangeRecord, error: httpx2.TimeoutException) -> httpx2.TimeoutException:
        """Record that an app did not answer in time; return the error, with a text if it has none.

        Sets `timed_out`, and marks the exchange as broken.
        """
        self.timed_out = True
        seconds = record.request.extensions.get("timeout", {}).get("read")
        timeout = type(error)(str(error) or f"{record.line}: no answer within {seconds:g} s.")
        record.break_off(timeout)
        return timeout

    async def aclose(self) -> None:
        await self.inner.aclose()

    @property
    def conversation(self) -> tuple[Exchange, ...]:
        """The exchanges in the order of their requests; the status is 0 if the server sent none.

        To be read at the end of the test: only then have failed exchanges their log.
        """
        self.place.refresh()
        own = [
            # The app's own directory is another one in each run.
            (number, record.exchange(record.log_text(self.records)).with_details(self.place.without_directory))
            for number, record in enumerate(self.records)
            if record.status or record.broken
        ]
        # After as many requests, a command comes before the next one.
        ordered = sorted([*((number + 0.5, exchange) for number, exchange in own), *self.more], key=itemgetter(0))
        return tuple(exchange for _, exchange in ordered)

    def add_state(self) -> None:
        """Add what the app sent elsewhere, and its state, as exchanges: the state is JSON.

        To be called between the test and the end of its app. Raises `HookError` and `ConfigurationError`.
        """
        self.more += [(len(self.records), exchange) for exchange in self.place.sinks.received()]
        if not self.state:
            return
        value = self.place.call(self.state, setting_of("state", self.place.side))
        text = self.place.without_directory(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False))
        self.add(Request("STATE", "/"), 200, text, (("content-type", "application/json"),))

    def add(self, request: Request, status: int, text: str, headers: Headers = (), log: str = "") -> None:
        """Add an exchange that is no request of the client, after those that there are."""
        exchange = Exchange(request, status, headers, Body.of(text.encode()), at=time.time(), log=shortened(log))
        self.more.append((len(self.records), exchange))

    @property
    def last_request(self) -> str:
        """The method and path of the last request; "" if there was none."""
        return self.records[-1].line if self.records else ""

    def failure_text(self, error: BaseException) -> str | None:
        """Return what to show for an error of a response: the request, the error, and what the app or server logged.

        None for an error that no response raised.
        """
        for record in self.records:
            if record.error is not None and record.error() is error:
                kind = "" if isinstance(error, ClientTimeout) else f"{record.line}: {type(error).__name__}: "
                log = record.log_text(self.records)
                source = "The app" if self.log is None else "The server"
                parts = [f"{kind}{error}", f"{source} logged:\n{log}" if log else ""]
                parts.append(_REMEDY if isinstance(error, ClientTimeout) else "")
                return "\n".join(filter(None, parts))
        return None


class _RequestStream(httpx2.AsyncByteStream):
    """A request body that is recorded as the app reads it."""

    def __init__(self, record: ExchangeRecord, request: httpx2.Request) -> None:
        self.record = record
        self.request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self.request.stream, httpx2.AsyncByteStream):
            async for part in self.request.stream:
                self.record.request_body.add(part)
                yield part


class _ResponseStream(httpx2.AsyncByteStream):
    """A response body that is recorded as the test reads it."""

    def __init__(self, recorder: RecordingTransport, record: ExchangeRecord, stream: httpx2.AsyncByteStream) -> None:
        self.recorder = recorder
        self.record = record
        self.stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.stream:
                if chunk:
                    self.record.add(chunk)
                    yield chunk
        except httpx2.TimeoutException as error:
            raise self.recorder.timeout_error(self.record, error) from None
        except (httpx2.RemoteProtocolError, httpx2.ReadError) as error:
            self.record.break_off(error)
            raise
        self.record.complete = True

    async def aclose(self) -> None:
        await self.stream.aclose()
