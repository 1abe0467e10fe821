"""Refuse WebSocket handshakes: the app has no route for one, and its error pages need a request (FD071)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: `wsgi_bridge` refuses them."""
