"""Do work once in each process before its first request: Quart has no app context before it serves (FD069)."""

from collections.abc import Callable

from flask import Flask


def at_start(app: Flask, function: Callable[[], None]) -> None:
    """Call the function now: WSGI has no startup event, and each process makes its own app."""
    with app.app_context():
        function()
