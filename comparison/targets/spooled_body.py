"""The body of a request, passed on as it arrives, and kept for a second request where that is wanted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any

import httpx2

from ..values.exchange import KEPT_BYTES

_BLOCK = 64 * 1024


class SpooledBody:
    """A request body (ASGI); beyond 1 MiB, what `is_kept` is in a file without a name.

    `arrived` is set once all of it is there, or the client has disconnected; `is_whole` tells which. It has one
    reader at a time: first `parts`, then `until_disconnect`.
    """

    def __init__(self, receive: Callable[[], Awaitable[Any]], is_kept: bool) -> None:
        self._receive = receive
        self.is_kept = is_kept
        self._file = SpooledTemporaryFile(KEPT_BYTES) if is_kept else None  # noqa: SIM115 - `close` closes it
        self._reader = asyncio.Lock()
        self._passed_on = asyncio.Event()
        self.arrived = asyncio.Event()
        self.is_whole = False

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the parts as they arrive; raises `httpx2.ReadError` if the client disconnects before the end."""
        try:
            while not self.arrived.is_set():
                part = await self._next()
                if part:
                    yield part
        finally:
            self._passed_on.set()
        if not self.is_whole:
            raise httpx2.ReadError("The client has disconnected.")

    def stop_passing_on(self) -> None:
        """Let `until_disconnect` read the rest: the response has begun."""
        self._passed_on.set()

    async def until_disconnect(self) -> None:
        """Read what nobody has read, and return when the client has disconnected."""
        await self._passed_on.wait()
        while not self.arrived.is_set():
            await self._next()
        while self.is_whole and (await self._receive())["type"] != "http.disconnect":
            continue

    async def replayed(self) -> AsyncIterator[bytes]:
        """Yield the kept body again, from its start."""
        position = 0
        while self._file is not None and not self._file.closed:
            self._file.seek(position)
            part = self._file.read(_BLOCK)
            position += len(part)
            if not part:
                return
            yield part

    def close(self) -> None:
        """Drop what was kept."""
        if self._file is not None:
            self._file.close()

    async def _next(self) -> bytes:
        async with self._reader:
            if self.arrived.is_set():
                return b""
            message = await self._receive()
            part: bytes = message.get("body", b"")
            if self._file is not None and not self._file.closed:
                self._file.write(part)
            if not message.get("more_body", False):
                self.is_whole = message["type"] == "http.request"
                self.arrived.set()
            return part
