"""Pass teardowns the exception of the request: Quart passes None after a 500, and each disconnect (FD401, FD411)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from quart import Quart, g, got_request_exception

Teardown = Callable[..., Awaitable[None]]


def init_app(app: Quart) -> None:
    """Keep the exception of a request in `g`, and pass it to its teardowns and their signals.

    Quart passes None once a 500 is made of the exception: a teardown that rolls back on an error would commit. It
    passes the CancelledError of a client that has disconnected, which is no error of the request.
    """
    got_request_exception.connect(keep_exception, sender=app)
    for name in ("do_teardown_request", "do_teardown_appcontext"):
        setattr(app, name, with_exception(getattr(app, name)))


async def keep_exception(sender: Quart, exception: BaseException, **extra: Any) -> None:
    g.unhandled = exception


def with_exception(teardown: Teardown) -> Teardown:
    """Return a method of the app with the request's own exception in the place of the one that Quart passes."""

    async def do_teardown(*args: Any) -> None:
        # Quart 0.22 passes the exception first, 0.23 the context.
        await teardown(*(exception_of_request(arg) if is_exception(arg) else arg for arg in args))

    return do_teardown


def is_exception(arg: object) -> bool:
    return arg is None or isinstance(arg, BaseException)


def exception_of_request(passed: BaseException | None) -> BaseException | None:
    """Return the exception that ended the request, though a 500 was made of it; None if only its client has gone."""
    kept: BaseException | None = g.get("unhandled")
    return kept if passed is None or isinstance(passed, asyncio.CancelledError) else passed
