"""A response has as much time as its client needs."""

import asyncio

import pytest
from httpx2 import RemoteProtocolError

from .apps import PATIENCE, QUART

HOUR = 3600
PIECES = [f"{number}\n" for number in range(100)]


def add_pages(framework, app):
    framework.route(app, "/stream", lambda: framework.stream(piece for piece in PIECES))
    return app


async def read_slowly(client, skip, patience=PATIENCE):
    """Return the text of a stream that a client reads, with an hour after its first piece."""
    async with client.stream("GET", "/stream") as response:
        pieces = response.aiter_text()
        first = await anext(pieces)
        skip(HOUR)
        async with asyncio.timeout(patience):
            return first + "".join([piece async for piece in pieces])


async def test_slow_client_gets_the_whole_response(make_probed, framework, open_client, skip):
    async with open_client(add_pages(framework, make_probed())) as client:
        assert await read_slowly(client, skip) == "".join(PIECES)


async def test_quart_still_ends_a_response_after_a_minute(open_client, skip):
    """When this fails, upstream has changed: see whether compat/response_timeout.py can go."""
    # 0.22 breaks the response off. 0.23 sends nothing more, and the client waits.
    ended = {"0.22": RemoteProtocolError, "0.23": TimeoutError}[QUART.version]
    async with open_client(add_pages(QUART, QUART.app())) as client:
        with pytest.raises(ended):
            await read_slowly(client, skip, 0.1)
