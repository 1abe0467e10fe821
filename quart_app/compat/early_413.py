"""Hold a 413 back until the client has sent its body: most clients send all of it before they read (FD811).

No other response ends before it either: the connection would break (FD815).
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from quart import Quart

from .unread_body import may_have_body

DRAIN_SECONDS = 5.0

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def init_app(app: Quart) -> None:
    """Wrap the app in `Draining`."""
    draining: Any = Draining(app.asgi_app, app.config["MAX_CONTENT_LENGTH"])
    app.asgi_app = draining  # type: ignore[method-assign]  # documented


class Draining:
    """ASGI middleware that ends no response, and begins no 413, before the request has ended.

    Over HTTP/2, hypercorn 0.18 closes the connection when data come for a stream whose response has ended (measured).
    The wait ends after twice the limit of the body, or DRAIN_SECONDS. What comes beyond the limit is dropped: Quart
    0.23 would keep it in memory.
    """

    def __init__(self, app: Any, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        size, sent = 0, asyncio.Event()

        async def receive_counted() -> Message:
            """Empty what comes beyond the limit; note the end of the request, or twice the limit."""
            nonlocal size
            message = await receive()
            over = size > self.limit
            size += len(message.get("body", b""))
            if not message.get("more_body", False) or size > 2 * self.limit:
                sent.set()
            return {**message, "body": b""} if over and "body" in message else message

        async def send_patiently(message: Message) -> None:
            """Send a message; the end of a response and the start of a 413 wait for the end of the request."""
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if (last or message.get("status") == 413) and not sent.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(sent.wait(), DRAIN_SECONDS)
            await send(message)

        if may_have_body(scope):
            await self.app(scope, receive_counted, send_patiently)
        else:
            await self.app(scope, receive, send)
