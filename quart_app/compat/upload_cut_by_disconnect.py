"""Finish what a view has begun though the client disconnects: Quart cancels the view (FD103)."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def shielded(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Return the function shielded from cancellation: it ends before CancelledError is raised in its caller.

    `asyncio.shield` alone is not enough: the request, and with it the uploaded file, would be closed during the save.
    """

    @wraps(function)
    async def finish(*args: P.args, **kwargs: P.kwargs) -> T:
        task = asyncio.ensure_future(function(*args, **kwargs))
        cancelled = None
        while not task.done():
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError as error:
                cancelled = error
            except BaseException:
                break
        if cancelled is not None:
            # The caller has gone: a failure can only be logged.
            if not task.cancelled() and task.exception() is not None:
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "failed after the client had disconnected", "exception": task.exception()}
                )
            raise cancelled
        return task.result()

    return finish
