"""What a synchronous test gets of an asynchronous app: results in place of awaitables, and plain iterators."""

import asyncio
import contextlib
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

from .own_loop import own_loop


def result_of(value: Any) -> Any:
    """Return a value as a synchronous function would have returned it: an awaitable is run to its end.

    A task or future stays what it is: its owner waits for it.
    """
    __tracebackhide__ = True
    if inspect.isasyncgen(value):
        return SyncIterator(value)
    if isinstance(value, contextlib.AbstractAsyncContextManager) and not hasattr(value, "__enter__"):
        return entered(value) if isinstance(value, contextlib._AsyncGeneratorContextManager) else value
    if inspect.isawaitable(value) and not isinstance(value, asyncio.Future):
        return own_loop.run(value)
    return value


def entered(manager: Any) -> Any:
    """Return what a `with` statement can open, of what may need `async with`."""
    if hasattr(type(manager), "__enter__") or not hasattr(type(manager), "__aenter__"):
        return manager
    return SyncContext(manager)


def iterated(iterable: Any) -> Any:
    """Return what a `for` loop can iterate over, of what may need `async for`."""
    if hasattr(type(iterable), "__iter__") or not hasattr(type(iterable), "__aiter__"):
        return iterable
    return SyncIterator(aiter(iterable))


class SyncIterator(Iterator[Any]):
    """An iterator over what an asynchronous iterator yields."""

    def __init__(self, iterator: AsyncIterator[Any]) -> None:
        self.iterator = iterator

    def __next__(self) -> Any:
        try:
            return own_loop.run(anext(self.iterator))
        except StopAsyncIteration:
            raise StopIteration from None

    def close(self) -> None:
        """Close the asynchronous iterator, as a generator's `close` does."""
        close = getattr(self.iterator, "aclose", None)
        if close is not None:
            own_loop.run(close())


class SyncContext(contextlib.AbstractContextManager[Any]):
    """A context manager that opens and closes an asynchronous one."""

    def __init__(self, manager: Any) -> None:
        self.manager = manager

    def __enter__(self) -> Any:
        return own_loop.run(self.manager.__aenter__())

    def __exit__(self, *error: Any) -> bool | None:
        is_handled: bool | None = own_loop.run(self.manager.__aexit__(*error))
        return is_handled
