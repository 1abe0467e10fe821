"""A download leaves room for other requests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from quart import Quart, Response


def init_app(app: Quart) -> None:
    """Give way after each block: a generator that never waits holds the event loop to its end (D2, D3)."""
    app.after_request(give_way)


async def give_way(response: Response) -> Response:
    body = getattr(response, "response", None)
    if isinstance(body, Response.iterable_body_class):
        response.response = Response.iterable_body_class(with_pauses(body.iter))
    return response


async def with_pauses(blocks: Any) -> AsyncIterator[Any]:
    async with aclosing(blocks):
        async for block in blocks:
            yield block
            await asyncio.sleep(0)
