"""The thread of a request: calls run in order and in one context, and a stuck thread can be abandoned."""

import asyncio
import threading
import time
from contextvars import ContextVar

import pytest

from comparison.targets.request_thread import ABANDONED, RequestThread

VALUE: ContextVar[str] = ContextVar("VALUE", default="none")


async def test_functions_run_in_order_in_one_thread_and_one_context():
    thread = RequestThread(lambda: VALUE.set("first"))
    numbers = [await thread.run(threading.get_ident) for _ in range(2)]
    assert await thread.run(VALUE.get) == "first"
    await thread.run(VALUE.set, "second")
    assert await thread.run(VALUE.get) == "second"
    thread.stop()
    assert len(set(numbers)) == 1
    assert threading.get_ident() not in numbers
    assert not thread.thread.is_alive()


async def test_error_is_raised_where_the_call_is_awaited():
    thread = RequestThread(lambda: None)
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 / 0)
    assert await thread.run(lambda: "goes on") == "goes on"
    thread.stop()


async def test_call_that_does_not_return_can_be_abandoned():
    release = threading.Event()
    thread = RequestThread(lambda: None)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await thread.run(release.wait, 60)
    assert thread.is_busy
    begun = time.monotonic()
    thread.stop()
    assert time.monotonic() - begun < 10
    assert thread.thread.daemon
    release.set()
    thread.thread.join(30)
    assert not thread.thread.is_alive()


async def test_loop_that_never_ends_is_interrupted():
    thread = RequestThread(lambda: None)

    def loop():
        while True:
            pass

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await thread.run(loop)
    thread.interrupt()
    assert thread.thread.name == ABANDONED
    thread.stop()
    thread.thread.join(30)
    assert not thread.thread.is_alive()
