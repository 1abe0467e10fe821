"""What hardens the app: cross-site posts, development mode, headers, credentials, and what forms may hold."""

from quart import Quart

from . import credentials, guards


def init_app(app: Quart) -> None:
    """Register the checks that concern every request, and what a login needs."""
    guards.init_app(app)
    credentials.init_app(app)
