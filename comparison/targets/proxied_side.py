"""A side of a pair behind a proxy: sends requests to its app, and records each exchange."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, replace

import httpx2

from ..values.exchange import Exchange
from ..values.proxied import SideName
from ..values.proxy_headers import Lines
from .exchange_record import ExchangeRecord
from .process import HOST
from .server_log import ServerLog

# Seconds for a connection to an app. A response may take as long as it likes: the browser can stop it.
_TIMEOUT = {"connect": 10.0, "read": None, "write": None, "pool": None}


@dataclass
class ProxiedSide:
    """A side behind a proxy: what sends requests to its app, the log of its server, and the port of the proxy."""

    name: SideName
    transport: httpx2.AsyncBaseTransport
    log: ServerLog
    port: int = 0

    @property
    def netloc(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.netloc}"

    def record(self, method: str, target: str, lines: Lines, body: AsyncIterator[bytes] | None) -> ExchangeRecord:
        """Return the record of a request that is to be sent; its target is sent as it is, byte for byte."""
        stream = _RecordedBody(body)
        extensions = {"target": target.encode("latin-1"), "timeout": _TIMEOUT}
        request = httpx2.Request(method, f"{self.origin}/", headers=lines, stream=stream, extensions=extensions)
        stream.record = ExchangeRecord(request, None, self.log)
        return stream.record

    async def send(self, record: ExchangeRecord) -> httpx2.Response:
        """Send a request, and return the response, whose body is to be read by `chunks`.

        An error of the transport is recorded and raised.
        """
        try:
            response = await self.transport.handle_async_request(record.request)
        except httpx2.TransportError as error:
            record.break_off(error)
            raise
        record.begin_response(response)
        return response

    async def chunks(self, record: ExchangeRecord, response: httpx2.Response) -> AsyncGenerator[bytes, None]:
        """Yield the body of a response as it was sent, in parts, each recorded; close the response at the end.

        An error of the transport is recorded and raised.
        """
        try:
            if isinstance(response.stream, httpx2.AsyncByteStream):
                async for chunk in response.stream:
                    record.add(chunk)
                    yield chunk
            record.complete = True
        except httpx2.TransportError as error:
            record.break_off(error)
            raise
        finally:
            await response.aclose()

    async def exchange(self, record: ExchangeRecord) -> Exchange:
        """Return the exchange of a record; of one that failed, wait a moment for the log."""
        log = await asyncio.to_thread(record.log_text, [record]) if record.failed else ""
        exchange = record.exchange(log)
        target = record.request.extensions["target"].decode("latin-1")
        return replace(exchange, request=replace(exchange.request, target=target))


class _RecordedBody(httpx2.AsyncByteStream):
    """A request body that is recorded as it is sent."""

    def __init__(self, body: AsyncIterator[bytes] | None) -> None:
        self.body = body
        self.record: ExchangeRecord | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self.body is None:
            return
        async for part in self.body:
            if self.record is not None:
                self.record.request_body.add(part)
            yield part
