"""No clock ends a response."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: WSGI has no response timeout."""
