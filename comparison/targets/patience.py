"""Waiting for an app in this process no longer than its client would wait for a server."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2

from .frames import standing

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long a request's client waits for each part of the response, in seconds; None is for ever (httpx2.Timeout).

    `root` is the project's directory: what a reached limit shows are places in its files.
    """

    seconds: float | None
    request: str
    root: Path | None = None

    @classmethod
    def of(cls, request: httpx2.Request, root: Path | None) -> "Patience":
        seconds = request.extensions.get("timeout", {}).get("read")
        return cls(seconds, f"{request.method} {request.url.raw_path.decode('ascii')}", root)

    async def wait_for(self, part: Awaitable[T]) -> T:
        """Return the next part of the response; raises `httpx2.ReadTimeout` with the places where the app stands."""
        limit = asyncio.timeout(self.seconds)
        try:
            async with limit:
                return await part
        except TimeoutError:
            if not limit.expired():
                raise
            places = standing(self.root, asyncio.get_running_loop()) if self.root else ""
        text = f"{self.request}: no answer within {self.seconds:g} s."
        raise httpx2.ReadTimeout(f"{text} Meanwhile\n{places}" if places else text)
