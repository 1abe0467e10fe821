"""An exchange in progress: what is recorded of a request and its response, step by step."""

import time
from collections.abc import Sequence
from weakref import ref

import httpx2

from ..values.exchange import BodyRecorder, Chunk, Exchange, Request
from ..values.trace import Event
from .app_log import ExchangeLog
from .server_log import ServerLog

# The extension of a request that holds whether the test requested a stream.
STREAMED = "comparison.streamed"
# Seconds after a response for what the server logs about it: before one with an error status, it has done so already.
_PATIENCE, _PATIENCE_IF_BROKEN = 0.1, 0.5


class ExchangeRecord:
    """An exchange in progress."""

    def __init__(self, request: httpx2.Request, events: list[Event] | None, log: ExchangeLog | ServerLog) -> None:
        self.request = request
        self.line = f"{request.method} {request.url.raw_path.decode('ascii')}"
        self.events = events
        self.log = log
        self.log_start = log.position if isinstance(log, ServerLog) else 0
        self.error: ref[httpx2.TransportError] | None = None
        self.sent_at = time.monotonic()
        self.ended_at = float("inf")
        self.status = 0
        self.at = 0.0
        self.headers: tuple[tuple[str, str], ...] = ()
        self.request_body = BodyRecorder()
        self.response_body = BodyRecorder()
        self.chunks: list[Chunk] = []
        self.complete = False
        self.broken = False

    def begin_response(self, response: httpx2.Response) -> None:
        """Record status, time and headers of the response."""
        self.status = response.status_code
        self.at, self.ended_at = time.time(), time.monotonic()
        self.headers = _decoded(response.headers)

    def add(self, chunk: bytes) -> None:
        """Record a chunk of the response body, with the time at which it arrived."""
        self.response_body.add(chunk)
        self.chunks.append(Chunk(time.monotonic() - self.sent_at, len(chunk)))

    def break_off(self, error: httpx2.TransportError) -> None:
        """Record that the server broke the exchange off, with the error that the test gets."""
        self.broken, self.error, self.ended_at = True, ref(error), time.monotonic()

    @property
    def failed(self) -> bool:
        """Whether the server failed, as `Exchange.failed`."""
        return self.status >= 500 or self.broken

    def log_text(self, later_records: Sequence["ExchangeRecord"]) -> str:
        """Return what was logged during the exchange, if it failed.

        The log of a server is read up to the next exchange that was sent after this one ended. If there is no traceback
        in this part, up to the next that failed: a server may log a moment later.
        """
        if not self.failed:
            return ""
        if isinstance(self.log, ExchangeLog):
            return self.log.text
        later = [record for record in later_records if record.sent_at > self.ended_at]
        ends: list[int | None] = [record.log_start for record in later[:1]]
        ends.append(next((record.log_start for record in later if record.failed), None))
        patience = _PATIENCE_IF_BROKEN if self.broken else _PATIENCE
        return self.log.last_lines(self.log_start, ends, self.ended_at + patience)

    def exchange(self, log: str) -> Exchange:
        """Return the exchange as recorded so far, with its log; its trace is None if it is not traced."""
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
            streamed=self.request.extensions.get(STREAMED, False),
            trace=None if self.events is None else tuple(self.events),
            log=log,
        )


def _decoded(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    """Return the header lines as text, with names in lower case."""
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers.raw)
