"""An HTTP client that records its exchanges."""

import hashlib
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from ..values.exchange import KEPT_BYTES, Body, Chunk, Exchange, Request
from ..values.trace import Event
from .time_limit import note_loop
from .tracing import events

# Raised if an app does not answer in time.
ClientTimeout = httpx2.TimeoutException
# The extension of a request that holds whether the test requested a stream.
_STREAMED = "comparison.streamed"


class RecordingClient(httpx2.AsyncClient):
    """`httpx2.AsyncClient`, which also marks the requests whose response is read as a stream."""

    def __init__(self, recorder: "RecordingTransport", **options: Any) -> None:
        super().__init__(transport=recorder, **options)
        self.recorder = recorder

    async def send(self, request: httpx2.Request, *, stream: bool = False, **kwargs: Any) -> httpx2.Response:
        request.extensions = {**request.extensions, _STREAMED: stream}
        return await super().send(request, stream=stream, **kwargs)


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Passes requests on to another transport, and records each exchange."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, traced: bool = False) -> None:
        self.inner = inner
        self.traced = traced
        self.timed_out = False
        self.records: list[_Record] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request on, and record the exchange; return the response, whose body is recorded as it is read.

        In process, what happens in the app meanwhile is traced. An error of the transport is recorded and raised; a
        timeout says which request it was.
        """
        note_loop()
        record = _Record(request, [] if self.traced else None)
        self.records.append(record)
        stream = _RequestStream(record, request)
        headers, extensions = request.headers, request.extensions
        forwarded = httpx2.Request(request.method, request.url, headers=headers, stream=stream, extensions=extensions)
        token = events.set(record.events)
        try:
            response = await self.inner.handle_async_request(forwarded)
        except httpx2.TimeoutException as error:
            raise self.timeout_error(record, error) from None
        except httpx2.TransportError:
            record.broken = True
            raise
        finally:
            events.reset(token)
        record.begin_response(response)
        response_stream = _ResponseStream(self, record, response)
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=response_stream, extensions=response.extensions
        )

    def timeout_error(self, record: "_Record", error: httpx2.TimeoutException) -> httpx2.TimeoutException:
        """Record that an app did not answer in time; return the error, with a text if it has none.

        Sets `timed_out`, and marks the exchange as broken.
        """
        record.broken = self.timed_out = True
        seconds = record.request.extensions.get("timeout", {}).get("read")
        target = record.request.url.raw_path.decode("ascii")
        return type(error)(str(error) or f"{record.request.method} {target}: no answer within {seconds:g} s.")

    async def aclose(self) -> None:
        await self.inner.aclose()

    @property
    def conversation(self) -> tuple[Exchange, ...]:
        """The exchanges in the order of their requests; the status is 0 if the server sent none."""
        return tuple(record.exchange() for record in self.records if record.status or record.broken)


class _BodyRecorder:
    """Collects size, hash and start of a body."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.start = bytearray()
        self.size = 0

    def add(self, part: bytes) -> None:
        self.digest.update(part)
        self.start += part[: max(KEPT_BYTES - self.size, 0)]
        self.size += len(part)

    @property
    def body(self) -> Body:
        return Body(self.size, self.digest.hexdigest(), bytes(self.start))


class _Record:
    """An exchange in progress."""

    def __init__(self, request: httpx2.Request, events: list[Event] | None) -> None:
        self.request = request
        self.events = events
        self.sent_at = time.monotonic()
        self.status = 0
        self.at = 0.0
        self.headers: tuple[tuple[str, str], ...] = ()
        self.request_body = _BodyRecorder()
        self.response_body = _BodyRecorder()
        self.chunks: list[Chunk] = []
        self.complete = False
        self.broken = False

    def begin_response(self, response: httpx2.Response) -> None:
        """Record status, time and headers of the response."""
        self.status = response.status_code
        self.at = time.time()
        self.headers = _decoded(response.headers)

    def add(self, chunk: bytes) -> None:
        """Record a chunk of the response body, with the time at which it arrived."""
        self.response_body.add(chunk)
        self.chunks.append(Chunk(time.monotonic() - self.sent_at, len(chunk)))

    def exchange(self) -> Exchange:
        """Return the exchange as recorded so far; its trace is None if it is not traced."""
        url = self.request.url
        return Exchange(
            request=Request(
                self.request.method,
                url.raw_path.decode("ascii"),
                _decoded(self.request.headers),
                self.request_body.body,
            ),
            status=self.status,
            headers=self.headers,
            body=self.response_body.body,
            chunks=tuple(self.chunks),
            at=self.at,
            complete=self.complete,
            broken=self.broken,
            streamed=self.request.extensions.get(_STREAMED, False),
            trace=None if self.events is None else tuple(self.events),
        )


class _RequestStream(httpx2.AsyncByteStream):
    """A request body that is recorded as the app reads it."""

    def __init__(self, record: _Record, request: httpx2.Request) -> None:
        self.record = record
        self.request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self.request.stream, httpx2.AsyncByteStream):
            async for part in self.request.stream:
                self.record.request_body.add(part)
                yield part


class _ResponseStream(httpx2.AsyncByteStream):
    """A response body that is recorded as the test reads it."""

    def __init__(self, recorder: RecordingTransport, record: _Record, response: httpx2.Response) -> None:
        self.recorder = recorder
        self.record = record
        self.response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.response.aiter_raw():
                self.record.add(chunk)
                yield chunk
        except httpx2.TimeoutException as error:
            raise self.recorder.timeout_error(self.record, error) from None
        except (httpx2.RemoteProtocolError, httpx2.ReadError):
            self.record.broken = True
            raise
        self.record.complete = True

    async def aclose(self) -> None:
        await self.response.aclose()


def _decoded(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    """Return the header lines as text, with names in lower case."""
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers.raw)
