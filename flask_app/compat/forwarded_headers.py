"""Believe as many proxies' X-Forwarded-… headers as TRUSTED_PROXIES says, and no empty ones (FD812, FD082)."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
    """Take address, scheme and host from the last trusted proxy. Without one, believe no header."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # the documented way
