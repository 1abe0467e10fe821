"""MAX_CONTENT_LENGTH holds to the byte for a body of unknown length too."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from quart import Quart, Request
from quart.wrappers.request import Body
from werkzeug.exceptions import RequestEntityTooLarge

DRAIN = 5.0

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def init_app(app: Quart) -> None:
    """Count the bytes that a form is parsed from: Quart itself goes by Content-Length alone there (D7)."""
    app.request_class = CountedRequest
    draining: Any = Draining(app.asgi_app, app.config["MAX_CONTENT_LENGTH"])
    app.asgi_app = draining  # type: ignore[method-assign]  # the documented way to add middleware


class CountedBody(Body):
    """A request body that raises 413 when more than the limit has been read from it."""

    def __init__(self, expected_content_length: int | None, max_content_length: int | None) -> None:
        super().__init__(expected_content_length, max_content_length)
        self.left = max_content_length

    async def __anext__(self) -> bytes:
        data = await super().__anext__()
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise RequestEntityTooLarge
        return data


class CountedRequest(Request):
    body_class = CountedBody


class Draining:
    """Drops what comes beyond the limit, so that no queue grows, and lets no response end before its request.

    A client that is still sending does not read a 413: it would see a broken connection. And over HTTP/2
    hypercorn 0.18 breaks the connection when data comes for a stream whose response has ended (measured).
    The wait ends after one further limit, or some seconds.
    """

    def __init__(self, app: Any, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        size, sent = 0, asyncio.Event()

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            over = size > self.limit
            size += len(message.get("body", b""))
            if not message.get("more_body", False) or size > 2 * self.limit:
                sent.set()
            return {**message, "body": b""} if over and "body" in message else message

        async def send_patiently(message: Message) -> None:
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if (last or message.get("status") == 413) and not sent.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(sent.wait(), DRAIN)
            await send(message)

        if scope["type"] == "http":
            await self.app(scope, receive_counted, send_patiently)
        else:
            await self.app(scope, receive, send)
