"""The event loop for synchronous tests: its thread, its limit, and the context variables that it shares."""

import asyncio
import contextvars
import threading

import pytest

from comparison.suite.errors import SuiteError
from comparison.suite.own_loop import OwnLoop

NUMBER = contextvars.ContextVar("number", default=0)


@pytest.fixture
def loop():
    loop = OwnLoop(seconds=30.0)
    yield loop
    loop.close()


async def returned(value):
    await asyncio.sleep(0)
    return value


def test_an_awaitable_is_run_in_the_thread_of_the_test(loop):
    async def thread():
        return threading.current_thread()

    assert loop.run(returned(5)) == 5
    assert loop.run(thread()) is threading.current_thread()


def test_an_exception_is_raised_as_it_is(loop):
    async def fail():
        raise LookupError("as it is")

    with pytest.raises(LookupError, match="as it is"):
        loop.run(fail())


def test_a_variable_that_the_app_sets_is_set_for_the_test_until_the_app_resets_it(loop):
    tokens = []

    async def enter():
        tokens.append(NUMBER.set(1))

    async def leave():
        NUMBER.reset(tokens.pop())

    loop.run(enter())
    assert NUMBER.get() == 1
    loop.run(leave())
    assert NUMBER.get() == 0


def test_a_variable_that_the_test_sets_is_set_for_the_app_until_the_test_resets_it(loop):
    async def number():
        return NUMBER.get()

    token = NUMBER.set(2)
    assert loop.run(number()) == 2
    NUMBER.reset(token)
    assert loop.run(number()) == 0


def test_what_a_request_sets_ends_with_it(loop):
    async def enter():
        NUMBER.set(1)
        return NUMBER.get()

    assert loop.run(enter(), is_request=True) == 1
    assert NUMBER.get() == 0


def test_a_second_thread_is_refused(loop):
    loop.run(returned(1))
    errors = []

    def run():
        try:
            loop.run(returned(1))
        except SuiteError as error:
            errors.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    [error] = errors
    assert "can't be used from a second thread" in error


def test_within_a_running_loop_only_what_does_not_wait_is_run(loop):
    async def at_once():
        return 3

    async def use(awaitable):
        return loop.run(awaitable)

    assert asyncio.run(use(at_once())) == 3
    with pytest.raises(SuiteError, match="make the function that waits `async def`"):
        asyncio.run(use(returned(3)))


def test_what_takes_too_long_says_where_it_was():
    loop = OwnLoop(seconds=0.05)

    async def wait_for_ever():
        await asyncio.Event().wait()

    with pytest.raises(SuiteError, match=r"Nothing came within 0.05 s.*(.|\n)*wait_for_ever"):
        loop.run(wait_for_ever())
    loop.close()


def test_threads_that_the_app_used_end(loop):
    async def in_a_thread():
        return await asyncio.to_thread(threading.current_thread)

    thread = loop.run(in_a_thread())
    thread.join(30)
    assert not thread.is_alive()


def test_a_task_goes_on_with_the_next_wait_and_is_cancelled_at_the_end(loop):
    steps = []

    async def background():
        try:
            steps.append("started")
            await asyncio.Event().wait()
        finally:
            steps.append("ended")

    async def start():
        loop.task = asyncio.get_running_loop().create_task(background())

    loop.run(start())
    assert steps == ["started"]
    loop.close()
    assert steps == ["started", "ended"]
