"""Teardowns run last registered first, and hear of the exception that ended the request."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from quart import Quart, g, got_request_exception

TearDown = Callable[..., Awaitable[None]]


def init_app(app: Quart) -> None:
    """Hand on what was raised (D21), and turn the order of teardown_appcontext round (D22).

    Quart gives a teardown None once a 500 is made of the exception: one that rolls back on an error would commit.
    A client that leaves is no error of the request: its CancelledError is not handed on (D14).
    """
    got_request_exception.connect(remember, sender=app)
    app.teardown_appcontext_funcs.reverse()
    # Its signals hear of it too, as Flask's do.
    for name in ("do_teardown_request", "do_teardown_appcontext"):
        setattr(app, name, told(getattr(app, name)))


async def remember(sender: Quart, exception: BaseException, **extra: Any) -> None:
    g.unhandled = exception


def told(tear_down: TearDown) -> TearDown:
    async def torn_down(*given: Any) -> None:
        # Quart 0.22 gives the exception first, 0.23 the context.
        await tear_down(*(raised(one) if one is None or isinstance(one, BaseException) else one for one in given))

    return torn_down


def raised(exc: BaseException | None) -> BaseException | None:
    """Return what ended the request, though a 500 was made of it."""
    known: BaseException | None = g.get("unhandled")
    return known if exc is None or isinstance(exc, asyncio.CancelledError) else exc
