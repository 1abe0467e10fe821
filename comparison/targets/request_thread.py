"""A thread for one request. If its view never ends, event loop and process still can."""

import asyncio
import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

# The name of a thread whose client has disconnected.
ABANDONED = "WSGI request without a client"
# Seconds for an idle thread to end.
_JOIN_TIMEOUT = 1.0


class _Call:
    """A function that one thread calls, and whose result the event loop gets."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.function, self.args = function, args
        self.loop = asyncio.get_running_loop()
        self.has_ended = False
        self.result: Any = None
        self.error: BaseException | None = None
        self.waiter: asyncio.Future[None] | None = None

    def __call__(self) -> None:
        """Call the function in this thread, keep its result or exception, and wake the loop if that waits."""
        function, args = self.function, self.args
        # It may refer to its thread, which refers to this call: the request's body would wait for the collector.
        del self.function, self.args
        try:
            self.result = function(*args)
        except BaseException as error:
            # `ended` raises it in the caller.
            self.error = error
        # First `has_ended`, then `waiter`; the loop does the opposite. So none of the two misses the other.
        self.has_ended = True
        waiter = self.waiter
        if waiter is not None:
            # The loop may have been closed meanwhile.
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(_wake, waiter)

    async def ended(self) -> Any:
        """Wait until the function has returned, if it has not yet; return its result, or raise its exception."""
        if not self.has_ended:
            self.waiter = self.loop.create_future()
            if not self.has_ended:
                await self.waiter
        if self.error is not None:
            error, self.error = self.error, None
            try:
                raise error
            finally:
                # An exception and the frame that has it in a variable would keep each other.
                del error
        return self.result


class RequestThread:
    """Runs functions in order in one thread and one context, so that context variables persist between them.

    The first call starts the thread. It often has returned before the start has, as Python runs one thread at a time:
    the event loop then waits for nothing.
    """

    def __init__(self, initialize: Callable[[], Any]) -> None:
        self.initialize = initialize
        self.calls: SimpleQueue[_Call | None] = SimpleQueue()
        self.last_call: _Call | None = None
        self.thread: threading.Thread | None = None

    def _run(self) -> None:
        """Call `initialize`, then each queued call in turn until None."""
        self.initialize()
        for call in iter(self.calls.get, None):
            call()

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function in the thread and return its result; if the caller is cancelled, the function continues."""
        call = self.last_call = _Call(function, args)
        self.calls.put(call)
        if self.thread is None:
            self.thread = threading.Thread(target=self._run, name="WSGI request", daemon=True)
            self.thread.start()
        return await call.ended()

    def interrupt(self) -> None:
        """Raise `SystemExit` in the thread when it next runs Python code: an endless loop would use up the CPU.

        A call that blocks outside of Python is not interrupted. The thread is named ABANDONED, and its stack no longer
        shown.
        """
        if self.thread is not None:
            self.thread.name = ABANDONED
            number = ctypes.c_ulong(self.thread.ident or 0)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(SystemExit))

    @property
    def is_busy(self) -> bool:
        """Whether a call has not returned yet."""
        return self.last_call is not None and not self.last_call.has_ended

    def end(self) -> None:
        """Let the thread end once its calls have returned; a call may do so itself, to be the last."""
        self.calls.put(None)

    def stop(self) -> None:
        """End the thread once its calls have returned; wait for its end for at most a second, if it is idle."""
        self.end()
        if self.thread is not None and not self.is_busy:
            self.thread.join(_JOIN_TIMEOUT)


def _wake(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
