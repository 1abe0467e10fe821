"""Believe as many proxies' X-Forwarded-… headers as TRUSTED_PROXIES says, and no empty ones (FD812, FD082)."""

from typing import Any

from hypercorn.middleware import ProxyFixMiddleware
from quart import Quart


def init_app(app: Quart) -> None:
    """Take address, scheme and host from the last trusted proxy. Without one, believe no header."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.asgi_app = WithoutEmpty(ProxyFixMiddleware(app.asgi_app, trusted_hops=hops))  # type: ignore[method-assign]  # the documented way


class WithoutEmpty:
    """ASGI middleware that removes empty places and headers: hypercorn takes an empty text for an address or a host."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if "headers" in scope:
            pairs = [(name, without_empty_places(name, value)) for name, value in scope["headers"]]
            scope = {**scope, "headers": [(name, value) for name, value in pairs if value or not is_forwarded(name)]}
        await self.app(scope, receive, send)


def is_forwarded(name: bytes) -> bool:
    return name.startswith(b"x-forwarded-")


def without_empty_places(name: bytes, value: bytes) -> bytes:
    """Return a header's value; if the header is an X-Forwarded-… list, without its empty places."""
    return b",".join(place for place in value.split(b",") if place.strip()) if is_forwarded(name) else value
