"""What was begun is finished, though the client has gone."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def to_completion(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Return the function so that it ends before a cancellation goes on: a disconnect cancels the view (D5).

    A shield alone would not do: the request, and with it the uploaded file, is closed while the save still reads it.
    """

    @wraps(function)
    async def complete(*args: P.args, **kwargs: P.kwargs) -> T:
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
            # The caller is gone: a failure has nobody to go to but the log.
            if not task.cancelled() and task.exception() is not None:
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "failed after the client had gone", "exception": task.exception()}
                )
            raise cancelled
        return task.result()

    return complete
