"""Answer other requests during a download: in Quart, a generator that never pauses stops them (FD603)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from quart import Quart, Response


def init_app(app: Quart) -> None:
    """Pause after each block of a streamed response: a generator that never waits holds the event loop to its end."""
    app.after_request(add_pauses)


async def add_pauses(response: Response) -> Response:
    body = getattr(response, "response", None)
    if isinstance(body, Response.iterable_body_class):
        response.response = Response.iterable_body_class(with_pauses(body.iter))
    return response


async def with_pauses(blocks: Any) -> AsyncIterator[Any]:
    async with aclosing(blocks):
        async for block in blocks:
            yield block
            await asyncio.sleep(0)
