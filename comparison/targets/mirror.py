"""Sends what a browser asks of the baseline to the candidate too, and shows it what the candidate answered."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any

import httpx2

from ..values.correlation import Correlation
from ..values.exchange import KEPT_BYTES, Exchange
from ..values.proxied import ProxiedRequest, ProxyListener
from ..values.proxy_headers import Lines, end_to_end, framed, without_encoding
from .exchange_record import ExchangeRecord
from .local_requests import answer, purpose, target_of
from .proxied_side import ProxiedSide
from .spooled_body import SpooledBody

# Gets the baseline's exchange once it has ended.
Ended = asyncio.Future[Exchange]
# Seconds for which a request waits until the one before it is answered: a stream may have no end.
_TURN = 1.0
# Seconds for the candidate's response after the baseline's has ended, and after the browser has broken that off.
_PATIENCE, _PATIENCE_IF_CUT = 60.0, 0.5
# The bodies in which the baseline's ids are replaced.
_TEXTS = ("application/x-www-form-urlencoded", "application/json", "text/")
# The headers that name the side to which a browser speaks.
_WITH_ADDRESS = (b"host", b"origin", b"referer")
# Responses that are kept to be shown.
_MOST_KEPT = 20


@dataclass(frozen=True)
class CandidateResponse:
    """A response of the candidate that a browser gets once; `body` is None for one that is too large to be kept."""

    status: int
    lines: Lines
    body: bytes | None


class Mirror:
    """Sends each request of the baseline to the candidate, one after the other, with the candidate's own ids.

    Where both sides have set a cookie in one exchange, the browser keeps the baseline's. `responses` are those to
    requests for pages, by number. One that was `offered` gets the browser that goes to its target next, once.
    """

    def __init__(self, baseline: ProxiedSide, candidate: ProxiedSide, listener: ProxyListener) -> None:
        self.baseline = baseline
        self.candidate = candidate
        self.listener = listener
        self.is_on = True
        self.correlation = Correlation()
        self.responses: dict[int, tuple[str, CandidateResponse]] = {}
        self.offered: dict[str, CandidateResponse] = {}
        self._last: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self, request: ProxiedRequest, lines: Lines, body: SpooledBody, ended: Ended) -> None:
        """Send a request to the candidate once its body is there; `ended` gets the baseline's exchange."""
        task = asyncio.create_task(self._mirrored(request, lines, body, ended, self._last))
        self._last = task
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def offer(self, number: int) -> None:
        """Keep the candidate's response to a request, if there is one, for the browser's next visit to its target."""
        if number in self.responses:
            target, response = self.responses.pop(number)
            self.offered = {target: response}

    def has(self, scope: Mapping[str, Any]) -> bool:
        """Return whether a browser goes to a page of the candidate for which a response is offered."""
        return scope["method"] == "GET" and purpose(scope) == "page" and target_of(scope) in self.offered

    async def show(self, scope: Mapping[str, Any], send: Any, framing_origin: str) -> None:
        """Send the candidate's response that is offered for this target, once; a text instead, if it is too large."""
        response = self.offered.pop(target_of(scope))
        if response.body is None:
            await answer(send, 200, "This response is larger than 1 MiB: it was compared, and is not shown.\n")
            return
        lines = framed(response.lines, framing_origin)
        await send({"type": "http.response.start", "status": response.status, "headers": lines})
        await send({"type": "http.response.body", "body": response.body})

    async def _mirrored(
        self,
        request: ProxiedRequest,
        lines: Lines,
        body: SpooledBody,
        ended: Ended,
        previous: "asyncio.Task[None] | None",
    ) -> None:
        try:
            await body.arrived.wait()
            if not body.is_whole:
                self.listener.ended(request.number, "candidate", None)
                return
            if previous is not None:
                await asyncio.wait([previous], timeout=_TURN)
            target = self.correlation.text(request.target)
            changed = self._lines(lines)
            record = self.candidate.record(request.method, target, changed, self._body(changed, body))
            await self._received(record, ended)
        finally:
            body.close()
        baseline = await ended
        exchange = await self.candidate.exchange(record)
        if baseline.status and exchange.status:
            self.correlation.learn(baseline, exchange)
        if request.purpose == "page" or request.is_form_of_script:
            self._keep(request, record, baseline)
        self.listener.ended(request.number, "candidate", exchange)

    async def _received(self, record: ExchangeRecord, ended: Ended) -> None:
        """Send a request and read its response, until some time after the baseline's exchange has ended."""
        reading = asyncio.create_task(self._read(record))
        futures: list[asyncio.Future[Any]] = [reading, ended]
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            await asyncio.wait([reading], timeout=_PATIENCE if ended.result().complete else _PATIENCE_IF_CUT)
        reading.cancel()
        with suppress(asyncio.CancelledError, httpx2.TransportError):
            await reading

    async def _read(self, record: ExchangeRecord) -> None:
        response = await self.candidate.send(record)
        async with aclosing(self.candidate.chunks(record, response)) as chunks:
            async for _ in chunks:
                continue

    def _lines(self, lines: Lines) -> Lines:
        """Return the header lines of a request to the baseline as the candidate has to get them."""
        left, right = self.baseline.netloc.encode(), self.candidate.netloc.encode()

        def changed(name: bytes, value: bytes) -> bytes:
            return self._text(value.replace(left, right)) if name in _WITH_ADDRESS else value

        return self.with_own_cookies([(name, changed(name, value)) for name, value in lines])

    def with_own_cookies(self, lines: Lines) -> Lines:
        """Return the header lines of a request with the candidate's opaque cookies in place of the baseline's."""

        def changed(value: bytes) -> bytes:
            return self.correlation.cookie(value.decode("latin-1")).encode("latin-1")

        return [(name, changed(value) if name == b"cookie" else value) for name, value in lines]

    async def _body(self, lines: Lines, body: SpooledBody) -> AsyncIterator[bytes]:
        content_type = dict(lines).get(b"content-type", b"").decode("latin-1").lower()
        is_text = content_type.startswith(_TEXTS)
        async for part in body.replayed():
            # An id that lies across two parts of 64 KiB stays as it is.
            yield self._text(part) if is_text else part

    def _text(self, part: bytes) -> bytes:
        return self.correlation.text(part.decode("latin-1")).encode("latin-1")

    def _keep(self, request: ProxiedRequest, record: ExchangeRecord, baseline: Exchange) -> None:
        """Keep the response for the browser, which goes to the address of the baseline's page."""
        if not record.status or not record.complete:
            return
        is_whole = record.response_body.size <= KEPT_BYTES
        lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in record.headers]
        names = {_cookie_name(value) for name, value in baseline.headers if name == "set-cookie"}
        kept = [
            (name, value)
            for name, value in without_encoding(end_to_end(lines))
            if name != b"set-cookie" or _cookie_name(value.decode("latin-1")) not in names
        ]
        body = bytes(record.response_body.start) if is_whole else None
        self.responses[request.number] = request.target, CandidateResponse(record.status, kept, body)
        if len(self.responses) > _MOST_KEPT:
            del self.responses[next(iter(self.responses))]


def _cookie_name(cookie: str) -> str:
    return cookie.partition("=")[0].strip()
