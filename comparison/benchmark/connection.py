"""HTTP/1.1 connections of the load: they send a request, and read its response to the end."""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httptools

from ..targets.process import HOST
from .request import EncodedRequest

# Seconds for a connection to open, and for a response to end.
TIMEOUT = 120.0
_BLOCK = 256 * 1024


@dataclass
class Response:
    """A response while it is read: the status, and the size and CRC-32 of the body.

    `first_byte_at` is when the first byte of the body arrived, on the clock of `time.perf_counter`; 0 without a body.
    """

    status: int = 0
    size: int = 0
    crc: int = 0
    first_byte_at: float = 0.0
    complete: bool = False
    keep_alive: bool = False
    parser: Any = None

    def on_body(self, part: bytes) -> None:
        """Count a part of the body: a callback of httptools."""
        self.first_byte_at = self.first_byte_at or time.perf_counter()
        self.size += len(part)
        self.crc = zlib.crc32(part, self.crc)

    def on_message_complete(self) -> None:
        """Mark the response as complete: a callback of httptools."""
        # Only inside this callback does `should_keep_alive` speak of this response.
        self.complete, self.keep_alive = True, self.parser.should_keep_alive()


@dataclass(frozen=True)
class ExpectedResponse:
    """What a correct response has: its status, and where they are known the size and CRC-32 of its body."""

    status: int = 200
    size: int | None = None
    crc: int | None = None

    def mismatch(self, response: Response) -> str:
        """Return what is wrong with a response; an empty string if it is correct."""
        if response.status != self.status:
            return f"status {response.status} instead of {self.status}"
        if self.size not in (None, response.size):
            return f"a body of {response.size} bytes instead of {self.size}"
        return "" if self.crc in (None, response.crc) else "a body of the right size with different bytes"


class Connection:
    """A client with one persistent connection; `send` opens another if the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._used = False

    async def send(self, request: EncodedRequest) -> Response:
        """Send a request, and return its complete response; if a used connection fails, send it once more on a new one.

        Raises `OSError` or `EOFError` if that fails, and `httptools.HttpParserError` for a response that is not HTTP.
        """
        streams, used = await self.open(), self._used
        self._used = True
        try:
            return await self._exchange(request, *streams)
        except (OSError, EOFError):
            self.close()
            if not used:
                raise
            # A server may close a persistent connection while the next request is on its way: retry on a new one.
            return await self.send(request)

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return the streams; connect first if there are none. Raises `OSError`, also after TIMEOUT seconds."""
        if self._streams is None:
            self._streams = await asyncio.wait_for(asyncio.open_connection(HOST, self.port, limit=4 * _BLOCK), TIMEOUT)
            self._used = False
        return self._streams

    async def _exchange(
        self, request: EncodedRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Response:
        """Send a request on open streams, and read its response to the end.

        Closes the connection if the response says so. Raises `EOFError` if the server closes it before the end,
        `OSError` if it breaks, and `httptools.HttpParserError` for a response that is not HTTP.
        """
        writer.write(request.head)
        step = max(len(request.body) // request.drips, 1) if request.drips > 1 else _BLOCK
        for start in range(0, len(request.body), step):
            if start and request.pause:
                await asyncio.sleep(request.pause)
            writer.write(request.body[start : start + step])
            await writer.drain()
        response = Response()
        response.parser = parser = httptools.HttpResponseParser(response)
        while not response.complete:
            data = await reader.read(_BLOCK)
            if not data:
                raise EOFError("the server closed the connection before the end of the response")
            parser.feed_data(data)
        response.status = parser.get_status_code()
        if not response.keep_alive:
            self.close()
        return response

    def close(self) -> None:
        """Close the connection, if it is open."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@asynccontextmanager
async def open_connections(port: int, count: int) -> AsyncIterator[list[Connection]]:
    """Yield `count` open connections, and close them at the end. Raises `OSError` if they can't be opened.

    They are opened in turn, since a server's accept queue is short.
    """
    connections = [Connection(port) for _ in range(count)]
    try:
        for connection in connections:
            await connection.open()
        yield connections
    finally:
        for connection in connections:
            connection.close()


def send_request(port: int, request: EncodedRequest) -> Response:
    """Send one request on a new connection, and return its response; not for use inside an event loop.

    Raises `OSError`, also after TIMEOUT seconds, `EOFError`, and `httptools.HttpParserError`.
    """

    async def send() -> Response:
        async with open_connections(port, 1) as (connection,):
            return await asyncio.wait_for(connection.send(request), TIMEOUT)

    return asyncio.run(send())
