"""Send the requests of a question to an app, and return the normalized exchanges."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
from h2.exceptions import ProtocolError

from comparison.notes.probed_app import open_app
from comparison.values.exchange import Body, Exchange
from comparison.values.normalizers import NORMALIZERS, Conversation, normalize

from .questions import Ask
from .signed_sessions import with_readable_sessions

ATTEMPTS = 20  # of a request whose connection may be closed because a body has not come yet
PAUSE, GROWTH = 0.02, 1.3  # seconds after the first of them, and the factor of each following pause: 10 s in all


async def answers(source: str, framework: str, asks: tuple[Ask, ...], target: str, directory: Path) -> Conversation:
    """Open an app, send the requests, and return the normalized exchanges."""
    async with open_app(source, framework, target, directory) as app:
        return await conversation_of(app.client, asks)


async def conversation_of(client: Any, asks: tuple[Ask, ...]) -> Conversation:
    """Send the requests by a recording client, and return the normalized exchanges."""
    for before, ask in pairwise((None, *asks)):
        if ask is not None:
            await _send(client, ask, ATTEMPTS if _has_body(before) or _has_body(ask) else 1)
    conversation = normalize(client.recorder.conversation, tuple(NORMALIZERS.values()))
    return tuple(_with_readable_sessions(exchange) for exchange in conversation)


def _has_body(ask: Ask | None) -> bool:
    """Return whether a request says that a body follows: over HTTP/2 the end of an empty one is a frame, too.

    The client sends `Content-Length: 0` with these methods.
    """
    return ask is not None and (ask.content is not None or ask.method in {"POST", "PUT", "PATCH"})


async def _send(client: Any, ask: Ask, attempts: int) -> None:
    """Send a request; forget an attempt that had no response, unless it is the last one.

    Hypercorn closes the connection when a response ends before the request's body has come: that response may be
    lost, and so may be the next request (FD815). It depends on which of the two is faster. On a busy machine that is
    the server for a while, so each pause between attempts is longer than the one before.
    """
    for attempt in range(attempts):
        try:
            await client.request(ask.method, ask.path, headers=list(ask.headers), content=_content(ask))
        except ProtocolError as error:
            # The length of a 204 or 304 with a body that is not sent (FD028): httpx2 passes h2's error on as it is.
            client.recorder.records[-1].break_off(error)
            return
        except httpx2.HTTPError:
            if attempt + 1 < attempts:
                client.recorder.records.pop()
                await asyncio.sleep(PAUSE * GROWTH**attempt)
        else:
            return


def _content(ask: Ask) -> bytes | AsyncIterator[bytes] | None:
    return _parts(ask.content) if ask.chunked and ask.content is not None else ask.content


async def _parts(content: bytes) -> AsyncIterator[bytes]:
    """Yield a body in two parts."""
    yield content[: len(content) // 2]
    yield content[len(content) // 2 :]


def _with_readable_sessions(exchange: Exchange) -> Exchange:
    """Decode the sessions that a response repeats: they were signed at other times."""
    try:
        text = exchange.body.start.decode()
    except UnicodeDecodeError:
        return exchange
    headers = tuple((name, with_readable_sessions(value)) for name, value in exchange.headers)
    return replace(exchange, headers=headers, body=Body.of(with_readable_sessions(text).encode()))
