"""The response timeout of an app in this process: as long as its client would wait for a server."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .app_call import NoAnswerError
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

    async def wait_for(self, part: Awaitable[T]) -> T:
        """Return the next part of the response; raises `NoAnswerError`, which says where the app is."""
        timeout = asyncio.timeout(self.seconds)
        try:
            async with timeout:
                return await part
        except TimeoutError:
            if not timeout.expired():
                raise
            places = current_places(self.root, asyncio.get_running_loop()) if self.root else ""
        text = f"{self.request}: no answer within {self.seconds:g} s."
        raise NoAnswerError(f"{text} Meanwhile\n{places}" if places else text)
