"""Do work once in each process before its first request: Quart has no app context before it serves (FD069)."""

from collections.abc import Awaitable, Callable

from quart import Quart


def at_start(app: Quart, function: Callable[[], Awaitable[None]]) -> None:
    """Call the function when the server starts to serve: before that there is no event loop."""
    app.before_serving(function)
