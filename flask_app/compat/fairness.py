"""A download leaves room for other requests."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: each request has a thread of its own."""
