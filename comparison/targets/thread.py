"""A thread for one request: a view that never ends keeps neither the loop nor the process from ending."""

import asyncio
import ctypes
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

# What the thread of a request is called once nobody waits for it.
LEFT = "WSGI request without a client"
# Seconds for an idle thread to end.
_MOMENT = 1.0
_Call = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...]]


class RequestThread:
    """Runs functions in order, all in one thread, without copying the context: a step finds what the last one set."""

    def __init__(self, first: Callable[[], Any]) -> None:
        self.calls: SimpleQueue[_Call | None] = SimpleQueue()
        self.waiting: Future[Any] | None = None
        self.thread = threading.Thread(target=self._run, args=[first], name="WSGI request", daemon=True)
        self.thread.start()

    def _run(self, first: Callable[[], Any]) -> None:
        first()
        for future, function, args in iter(self.calls.get, None):
            try:
                result = function(*args)
            except BaseException as error:
                # Whatever it is belongs to the caller.
                future.set_exception(error)
            else:
                future.set_result(result)

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function in the thread, and wait for it; a caller that is cancelled leaves the thread to itself."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self.waiting = future
        self.calls.put((future, function, args))
        return await asyncio.wrap_future(future)

    def interrupt(self) -> None:
        """Raise `SystemExit` in the thread when it next runs Python code: a loop would take the CPU from all others."""
        self.thread.name = LEFT
        number = ctypes.c_ulong(self.thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(SystemExit))

    @property
    def busy(self) -> bool:
        """Whether a call has not returned yet."""
        return self.waiting is not None and not self.waiting.done()

    def stop(self) -> None:
        """Let the thread end once its calls have returned; one without a call ends at once."""
        self.calls.put(None)
        if not self.busy:
            self.thread.join(_MOMENT)
