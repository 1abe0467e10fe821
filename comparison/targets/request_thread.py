"""A thread for one request. If its view never ends, event loop and process still can."""

import asyncio
import ctypes
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

# The name of a thread whose client has disconnected.
ABANDONED = "WSGI request without a client"
# Seconds for an idle thread to end.
_JOIN_TIMEOUT = 1.0
_Call = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...]]


class RequestThread:
    """Runs functions in order in one thread and one context, so that context variables persist between them."""

    def __init__(self, initialize: Callable[[], Any]) -> None:
        self.calls: SimpleQueue[_Call | None] = SimpleQueue()
        self.pending: Future[Any] | None = None
        self.thread = threading.Thread(target=self._run, args=[initialize], name="WSGI request", daemon=True)
        self.thread.start()

    def _run(self, initialize: Callable[[], Any]) -> None:
        """Call `initialize`, then each queued function in turn until None; put result or exception into its future."""
        initialize()
        for future, function, args in iter(self.calls.get, None):
            try:
                result = function(*args)
            except BaseException as error:
                # `run` raises it in the caller.
                future.set_exception(error)
            else:
                future.set_result(result)

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function in the thread and return its result; if the caller is cancelled, the function continues."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self.pending = future
        self.calls.put((future, function, args))
        return await asyncio.wrap_future(future)

    def interrupt(self) -> None:
        """Raise `SystemExit` in the thread when it next runs Python code: an endless loop would use up the CPU.

        A call that blocks outside of Python is not interrupted. The thread is named ABANDONED, and its stack no longer
        shown.
        """
        self.thread.name = ABANDONED
        number = ctypes.c_ulong(self.thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(SystemExit))

    @property
    def is_busy(self) -> bool:
        """Whether a call has not returned yet."""
        return self.pending is not None and not self.pending.done()

    def stop(self) -> None:
        """End the thread once its calls have returned; wait for its end for at most a second, if it is idle."""
        self.calls.put(None)
        if not self.is_busy:
            self.thread.join(_JOIN_TIMEOUT)
