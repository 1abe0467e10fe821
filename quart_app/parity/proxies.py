"""TRUSTED_PROXIES: so many X-Forwarded-… hops are believed, and no more."""

from typing import Any

from hypercorn.middleware import ProxyFixMiddleware
from quart import Quart


def init_app(app: Quart) -> None:
    """Take peer, scheme and host from the last trusted proxy; without one, believe nothing."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.asgi_app = WithoutEmpty(ProxyFixMiddleware(app.asgi_app, trusted_hops=hops))  # type: ignore[method-assign]  # the documented way


class WithoutEmpty:
    """Leaves out X-Forwarded-… headers that say nothing: hypercorn would take the empty text for a host or a peer."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if "headers" in scope:
            empty = [item for item in scope["headers"] if item[0].startswith(b"x-forwarded-") and not item[1].strip()]
            scope = {**scope, "headers": [item for item in scope["headers"] if item not in empty]}
        await self.app(scope, receive, send)
