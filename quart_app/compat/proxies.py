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
    """Leaves out what X-Forwarded-… headers do not say: hypercorn would take the empty text for a host or a peer."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if "headers" in scope:
            pairs = [(name, said(value) if is_forwarded(name) else value) for name, value in scope["headers"]]
            scope = {**scope, "headers": [(name, value) for name, value in pairs if value or not is_forwarded(name)]}
        await self.app(scope, receive, send)


def is_forwarded(name: bytes) -> bool:
    return name.startswith(b"x-forwarded-")


def said(value: bytes) -> bytes:
    """Return a list in a header without its empty places."""
    return b",".join(part for part in value.split(b",") if part.strip())
