"""The response timeout of an app in this process: as long as its client would wait for a server."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2

from .stacks import current_places

T = TypeVar("T")


@dataclass(frozen=True)
class ResponseTimeout:
    """The seconds that a client waits for each part of a response; None means no limit (httpx2.Timeout).

    `request` is the request in words, for the error. The error lists places in files below `root`.
    """

    seconds: float | None
    request: str
    root: Path | None = None

    @classmethod
    def of(cls, request: httpx2.Request, root: Path | None) -> "ResponseTimeout":
        """Return the timeout with which a request is sent."""
        seconds = request.extensions.get("timeout", {}).get("read")
        return cls(seconds, f"{request.method} {request.url.raw_path.decode('ascii')}", root)

    async def wait_for(self, part: Awaitable[T]) -> T:
        """Return the next part of the response; raises `httpx2.ReadTimeout`, which says where the app is."""
        timeout = asyncio.timeout(self.seconds)
        try:
            async with timeout:
                return await part
        except TimeoutError:
            if not timeout.expired():
                raise
            places = current_places(self.root, asyncio.get_running_loop()) if self.root else ""
        text = f"{self.request}: no answer within {self.seconds:g} s."
        raise httpx2.ReadTimeout(f"{text} Meanwhile\n{places}" if places else text)
