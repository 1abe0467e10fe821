"""Work done once in each process, before its first request."""

from collections.abc import Awaitable, Callable

from quart import Quart


def at_start(app: Quart, function: Callable[[], Awaitable[None]]) -> None:
    """Run it when the server starts to serve: there is no event loop before (D26)."""
    app.before_serving(function)
