"""Work done once in each process, before its first request."""

from collections.abc import Callable

from flask import Flask


def at_start(app: Flask, function: Callable[[], None]) -> None:
    """Run it now: WSGI has no startup event, and each process makes its own app."""
    with app.app_context():
        function()
