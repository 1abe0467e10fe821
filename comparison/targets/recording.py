"""An HTTP client that keeps what went over the wire."""

import hashlib
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from ..values.exchange import KEPT, Body, Chunk, Exchange, Request
from ..values.trace import Event
from .limit import note_loop
from .tracing import events

# Raised for an app that does not answer in time.
LateAnswer = httpx2.TimeoutException
STREAMED = "comparison.streamed"


class RecordingClient(httpx2.AsyncClient):
    """`httpx2.AsyncClient`, which also notes which responses were asked for as a stream."""

    def __init__(self, recorder: "RecordingTransport", **options: Any) -> None:
        super().__init__(transport=recorder, **options)
        self.recorder = recorder

    async def send(self, request: httpx2.Request, *, stream: bool = False, **kwargs: Any) -> httpx2.Response:
        request.extensions = {**request.extensions, STREAMED: stream}
        return await super().send(request, stream=stream, **kwargs)


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Passes requests on, and keeps each exchange in the order of the requests."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, traced: bool = False) -> None:
        self.inner = inner
        self.traced = traced
        self.timed_out = False
        self.records: list[Record] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        note_loop()
        record = Record(request, [] if self.traced else None)
        self.records.append(record)
        sent = SentStream(record, request)
        headers, extensions = request.headers, request.extensions
        passed_on = httpx2.Request(request.method, request.url, headers=headers, stream=sent, extensions=extensions)
        token = events.set(record.events)
        try:
            response = await self.inner.handle_async_request(passed_on)
        except httpx2.TimeoutException as error:
            raise self.late(record, error) from None
        except httpx2.TransportError:
            record.broken = True
            raise
        finally:
            events.reset(token)
        record.begin(response)
        stream = RecordedStream(self, record, response)
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def late(self, record: "Record", error: httpx2.TimeoutException) -> httpx2.TimeoutException:
        """Note that an app did not answer in time; return the error with a text, which that of a socket lacks."""
        record.broken = self.timed_out = True
        seconds = record.request.extensions.get("timeout", {}).get("read")
        target = record.request.url.raw_path.decode("ascii")
        return type(error)(str(error) or f"{record.request.method} {target}: no answer within {seconds:g} s.")

    async def aclose(self) -> None:
        await self.inner.aclose()

    @property
    def conversation(self) -> tuple[Exchange, ...]:
        """The exchanges in the order of their requests; one that broke before it was answered has status 0."""
        return tuple(record.exchange() for record in self.records if record.status or record.broken)


class Tally:
    """A body while it goes by."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.start = bytearray()
        self.size = 0

    def add(self, part: bytes) -> None:
        self.digest.update(part)
        self.start += part[: max(KEPT - self.size, 0)]
        self.size += len(part)

    @property
    def body(self) -> Body:
        return Body(self.size, self.digest.hexdigest(), bytes(self.start))


class Record:
    """An exchange while it happens."""

    def __init__(self, request: httpx2.Request, events: list[Event] | None) -> None:
        self.request = request
        self.events = events
        self.sent = time.monotonic()
        self.status = 0
        self.at = 0.0
        self.headers: tuple[tuple[str, str], ...] = ()
        self.asked = Tally()
        self.answered = Tally()
        self.chunks: list[Chunk] = []
        self.complete = False
        self.broken = False

    def begin(self, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.at = time.time()
        self.headers = decoded(response.headers)

    def add(self, chunk: bytes) -> None:
        self.answered.add(chunk)
        self.chunks.append(Chunk(time.monotonic() - self.sent, len(chunk)))

    def exchange(self) -> Exchange:
        url = self.request.url
        return Exchange(
            request=Request(
                self.request.method, url.raw_path.decode("ascii"), decoded(self.request.headers), self.asked.body
            ),
            status=self.status,
            headers=self.headers,
            body=self.answered.body,
            chunks=tuple(self.chunks),
            at=self.at,
            complete=self.complete,
            broken=self.broken,
            streamed=self.request.extensions.get(STREAMED, False),
            trace=None if self.events is None else tuple(self.events),
        )


class SentStream(httpx2.AsyncByteStream):
    """A request's body on its way to the app."""

    def __init__(self, record: Record, request: httpx2.Request) -> None:
        self.record = record
        self.request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self.request.stream, httpx2.AsyncByteStream):
            async for part in self.request.stream:
                self.record.asked.add(part)
                yield part


class RecordedStream(httpx2.AsyncByteStream):
    """A response's body on its way to the test."""

    def __init__(self, recorder: RecordingTransport, record: Record, response: httpx2.Response) -> None:
        self.recorder = recorder
        self.record = record
        self.response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.response.aiter_raw():
                self.record.add(chunk)
                yield chunk
        except httpx2.TimeoutException as error:
            raise self.recorder.late(self.record, error) from None
        except (httpx2.RemoteProtocolError, httpx2.ReadError):
            self.record.broken = True
            raise
        self.record.complete = True

    async def aclose(self) -> None:
        await self.response.aclose()


def decoded(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers.raw)
