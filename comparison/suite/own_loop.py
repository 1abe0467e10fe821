"""An event loop for synchronous tests: it runs in the thread of the tests, only while a test waits for something.

A connection of sqlite3 is bound to its thread, so app and tests share it. What the app sets in context variables, such
as the contexts of Quart, stays set for the test: all of them are pushed and popped in a context of its own, whose
variables are copied to the test.
"""

import asyncio
import atexit
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from contextvars import Context, ContextVar, Token, copy_context
from pathlib import Path
from typing import Any, TypeVar

from ..targets.stacks import current_places
from .errors import SuiteError

T = TypeVar("T")
_MISSING = object()
_OTHER_THREAD = "A Quart app under test can't be used from a second thread: use it from that of the test."
# Times that the loop runs what is ready after each wait, for tasks that the app has started.
_ROUNDS = 5
# Seconds for a task that was cancelled to end.
_GRACE = 5.0


class OwnLoop:
    """Runs awaitables to their end. `seconds` is the time that each of them has."""

    def __init__(self, seconds: float = 60.0) -> None:
        self.seconds = seconds
        self.loop: asyncio.AbstractEventLoop | None = None
        self.context = Context()
        self.thread = 0
        # Why something was refused in another thread.
        self.refused: list[str] = []
        # Called with the next `run`, and when the loop closes: what they return is awaited.
        self.abandoned: list[Callable[[], Awaitable[Any]]] = []
        self.closers: list[Callable[[], Awaitable[Any]]] = []
        # The first setting of each variable, by the test in the app's context, and by the app in that of the test.
        self._given: dict[ContextVar[Any], Token[Any]] = {}
        self._taken: dict[ContextVar[Any], Token[Any]] = {}

    def run(self, awaitable: Awaitable[T], is_request: bool = False) -> T:
        """Run an awaitable to its end, and return its result.

        A request gets a copy of the context, as on a server. Raises `SuiteError` in a second thread, for an awaitable
        that waits while a loop runs already, and after `seconds`, with the place where the awaitable is.
        """
        __tracebackhide__ = True
        if asyncio._get_running_loop() is not None:
            return _result_at_once(awaitable)
        if self.loop is None:
            self.loop, self.thread = asyncio.new_event_loop(), threading.get_ident()
            atexit.register(self.close)
        if threading.get_ident() != self.thread:
            _discard(awaitable)
            self.refused.append(_OTHER_THREAD)
            raise SuiteError(_OTHER_THREAD)
        self._enter()
        try:
            return self._executing(self.loop, awaitable, is_request)
        finally:
            self._leave()

    def _executing(self, loop: asyncio.AbstractEventLoop, awaitable: Awaitable[T], is_request: bool) -> T:
        """Run an awaitable with an executor of its own, whose threads end: a test may wait until it is alone."""
        __tracebackhide__ = True
        with closing(_Executor()) as executor:
            loop.set_default_executor(executor.pool)
            while self.abandoned:
                loop.run_until_complete(_coroutine(self.abandoned.pop()()))
            return loop.run_until_complete(self._within_time(awaitable, is_request))

    async def _within_time(self, awaitable: Awaitable[T], is_request: bool) -> T:
        __tracebackhide__ = True
        context = self.context.copy() if is_request else self.context
        task: asyncio.Task[T] = asyncio.get_running_loop().create_task(_coroutine(awaitable), context=context)
        try:
            done, _ = await asyncio.wait([task], timeout=self.seconds)
            for _ in range(_ROUNDS):
                await asyncio.sleep(0)
            if not done:
                places = current_places(Path.cwd(), self.loop)
                raise SuiteError(f"Nothing came within {self.seconds:g} s. Meanwhile\n{places}")
            return task.result()
        finally:
            # Also after an exception raised by a signal, as Ctrl-C.
            if not task.done():
                task.cancel()
                await asyncio.wait([task], timeout=_GRACE)

    def _enter(self) -> None:
        """Copy the variables of the test to the context of the app, and reset there what the test has reset."""
        here = copy_context()
        for variable, value in here.items():
            if self.context.get(variable, _MISSING) is not value:
                self._given.setdefault(variable, self.context.run(variable.set, value))
        for variable in [variable for variable in self._given if variable not in here]:
            self.context.run(variable.reset, self._given.pop(variable))

    def _leave(self) -> None:
        """Copy the variables of the app's context to the test, and reset there what the app has reset."""
        here = copy_context()
        for variable, value in self.context.items():
            if here.get(variable, _MISSING) is not value:
                self._taken.setdefault(variable, variable.set(value))
        for variable in [variable for variable in self._taken if variable not in self.context]:
            # A test that runs in another context than the one before lacks the variable anyway.
            with suppress(ValueError):
                variable.reset(self._taken.pop(variable))

    def close(self) -> None:
        """Cancel what the app has left running, and close the loop; a later `run` opens a new one."""
        loop, self.loop = self.loop, None
        if loop is None or loop.is_closed():
            return
        atexit.unregister(self.close)
        with closing(_Executor()) as executor:
            loop.set_default_executor(executor.pool)
            self._end(loop)
        loop.close()

    def _end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Shut the apps down, and cancel what is left."""
        self.closers += self.abandoned
        self.abandoned.clear()
        while self.closers:
            loop.run_until_complete(_coroutine(self.closers.pop()()))
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks, timeout=_GRACE))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())


class _Executor:
    """A pool of threads that runs to its end what it has been given, while nothing waits for it."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(thread_name_prefix="asyncio")

    def close(self) -> None:
        self.pool.shutdown(wait=False)


async def _coroutine(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _result_at_once(awaitable: Awaitable[T]) -> T:
    """Return the result of an awaitable inside of a running loop: it must not wait for anything.

    quart-flask-patch can wait there.
    """
    __tracebackhide__ = True
    loop: Any = asyncio.get_running_loop()
    if hasattr(loop, "sync_wait"):
        result: T = loop.sync_wait(awaitable)
        return result
    coroutine: Coroutine[Any, Any, T] = _coroutine(awaitable)
    try:
        coroutine.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    coroutine.close()
    raise SuiteError(
        "Synchronous code can't wait for the app inside of a running event loop: make the function that waits "
        "`async def`, and await what it calls. A test that is a coroutine uses the client of Quart."
    )


def _discard(awaitable: Awaitable[Any]) -> None:
    """Close a coroutine that is not run, so that nothing warns about it."""
    close = getattr(awaitable, "close", None)
    if close is not None:
        close()


own_loop = OwnLoop()
