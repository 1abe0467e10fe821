"""Answer other requests during a download: in Quart, a generator that never pauses stops them (FD603)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: each request has a thread of its own."""
