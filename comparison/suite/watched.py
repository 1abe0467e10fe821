"""What the client must know of a request: its exception, its contexts, and whether its response is a stream."""

import asyncio
import functools
from typing import Any

from quart import Quart
from quart.wrappers.response import DataBody

from .bridge import current_call
from .contexts import current_contexts


@functools.cache
def watch_requests() -> None:
    """Make every Quart app tell the current call about its request; without a call, nothing changes."""
    handle, dispatch = Quart.handle_request, Quart.full_dispatch_request

    @functools.wraps(handle)
    async def handle_request(self: Quart, request: Any) -> Any:
        __tracebackhide__ = True
        call = current_call.get()
        try:
            response = await handle(self, request)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            if call is None:
                raise
            call.error = error
            # As it is, a KeyboardInterrupt or SystemExit would end the event loop.
            raise RuntimeError("The app failed.") from error
        if call is not None:
            body = getattr(response, "response", None)
            call.is_stream = hasattr(body, "__aiter__") and not isinstance(body, DataBody)
        return response

    @functools.wraps(dispatch)
    async def full_dispatch_request(self: Quart, *arguments: Any) -> Any:
        __tracebackhide__ = True
        call = current_call.get()
        try:
            return await dispatch(self, *arguments)
        finally:
            if call is not None and call.keeps_contexts:
                call.contexts = current_contexts()

    for method in (handle_request, full_dispatch_request):
        setattr(Quart, method.__name__, method)
