"""Send a response to its end however long it takes: Quart cuts it off after 60 seconds (FD601)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: WSGI has no response timeout."""
