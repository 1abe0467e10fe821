"""Refuse WebSocket handshakes: the app has no route for one, and its error pages need a request (FD071)."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from quart import Quart

Message = MutableMapping[str, Any]


def init_app(app: Quart) -> None:
    """Wrap the app in `Refusing`."""
    refusing: Any = Refusing(app.asgi_app)
    app.asgi_app = refusing  # type: ignore[method-assign]  # documented


class Refusing:
    """ASGI middleware that closes each WebSocket before it is accepted: the server answers 403."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await self.app(scope, receive, send)
