"""TRUSTED_PROXIES: so many X-Forwarded-… hops are believed, and no more."""

from hypercorn.middleware import ProxyFixMiddleware
from quart import Quart


def init_app(app: Quart) -> None:
    """Take peer, scheme and host from the last trusted proxy; without one, believe nothing."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.asgi_app = ProxyFixMiddleware(app.asgi_app, trusted_hops=hops)  # type: ignore[method-assign]  # the documented way
