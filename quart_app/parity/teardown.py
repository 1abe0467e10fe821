"""Teardowns run last registered first, and hear of the exception that ended the request."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from quart import Quart, g, got_request_exception


def init_app(app: Quart) -> None:
    """Hand on what was raised (D21), and turn the order of teardown_appcontext round (D22).

    Quart gives a teardown None once a 500 is made of the exception: one that rolls back on an error would commit.
    A client that leaves is no error of the request: its CancelledError is not handed on (D14).
    """
    got_request_exception.connect(remember, sender=app)
    app.teardown_appcontext_funcs.reverse()
    for functions in (app.teardown_appcontext_funcs, *app.teardown_request_funcs.values()):
        functions[:] = [told(app, function) for function in functions]


async def remember(sender: Quart, exception: BaseException, **extra: Any) -> None:
    g.unhandled = exception


def told(app: Quart, function: Callable[..., Any]) -> Callable[[BaseException | None], Awaitable[None]]:
    async def teardown(exc: BaseException | None) -> None:
        raised = None if isinstance(exc, asyncio.CancelledError) else exc
        await app.ensure_async(function)(raised or g.get("unhandled"))

    return teardown
