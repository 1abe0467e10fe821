"""What hardens the app: cross-site posts, development mode, headers, credentials, and what forms may hold."""

from flask import Flask

from . import credentials, guards


def init_app(app: Flask) -> None:
    """Register the checks that concern every request, and what a login needs."""
    guards.init_app(app)
    credentials.init_app(app)
