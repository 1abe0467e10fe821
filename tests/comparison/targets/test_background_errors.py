"""Threads and tasks in this process that die with an exception."""

import asyncio
import gc
import importlib
import threading
import warnings

import pytest
from quart import Quart

from comparison.targets.background_errors import background_errors
from waiting import until

APP = """
import asyncio, threading, time

def die(seconds=0.0):
    time.sleep(seconds)
    raise ValueError("no order")

async def fail(seconds=0.0):
    await asyncio.sleep(seconds)
    raise ValueError("no order")

async def wait():
    await asyncio.get_running_loop().create_future()

class Cycle:
    def __init__(self, task):
        self.task, self.cycle = task, self
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "dying_app.py").write_text(APP)
    yield importlib.import_module("dying_app")
    __import__("sys").modules.pop("dying_app")


@pytest.fixture
def unhandled(monkeypatch):
    """A list of what `threading.excepthook` gets as it was before."""
    unhandled = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    return unhandled


def is_error_in(text, function, head):
    lines = text.splitlines()
    return lines[0].startswith(head) and f"in {function}" in text and lines[-1] == "ValueError: no order"


async def test_thread_that_dies_is_an_error(app, tmp_path, unhandled):
    async with background_errors(tmp_path) as errors:
        errors.mark_started()
        threading.Thread(target=app.die, name="order").start()
    [text] = errors.texts
    assert is_error_in(text, "die", "Exception in thread order:")
    assert "threading.py" not in text
    assert unhandled == []


async def test_thread_that_dies_later_is_waited_for(app, tmp_path, unhandled):
    async with background_errors(tmp_path) as errors:
        errors.mark_started()
        threading.Thread(target=app.die, args=[0.05]).start()
    assert len(errors.texts) == 1


async def test_thread_of_the_startup_is_not_waited_for(app, tmp_path):
    stop = threading.Event()
    thread = threading.Thread(target=app.time.sleep, args=[0.0])
    thread.start()
    begun = asyncio.get_running_loop().time()
    async with background_errors(tmp_path) as errors:
        threading.Thread(target=stop.wait).start()
        task = asyncio.ensure_future(app.wait())
        errors.mark_started()
    assert asyncio.get_running_loop().time() - begun < 0.5
    stop.set()
    task.cancel()


async def test_thread_that_leaves_with_system_exit_is_none_of_them(app, tmp_path, unhandled):
    async with background_errors(tmp_path) as errors:
        thread = threading.Thread(target=exit)
        thread.start()
        thread.join()
    assert (errors.texts, len(unhandled)) == ([], 1)


async def test_task_that_dies_is_an_error(app, tmp_path):
    async with background_errors(tmp_path) as errors:
        errors.mark_started()
        task = asyncio.ensure_future(app.fail())
        await asyncio.sleep(0.01)
        del task
    [text] = errors.texts
    assert is_error_in(text, "fail", "Task exception was never retrieved")


@pytest.mark.parametrize("seconds", [0.0, 0.05])
async def test_task_that_is_collected_late_is_an_error_once(seconds, app, tmp_path):
    gc.disable()
    try:
        async with background_errors(tmp_path) as errors:
            errors.mark_started()
            app.Cycle(asyncio.ensure_future(app.fail(seconds)))
        gc.collect()
    finally:
        gc.enable()
    [text] = errors.texts
    assert is_error_in(text, "fail", "Task exception was never retrieved")


async def test_task_that_the_app_keeps_is_an_error_once(app, tmp_path):
    async with background_errors(tmp_path) as errors:
        task = asyncio.ensure_future(app.fail())
    assert len(errors.texts) == 1
    del task
    gc.collect()
    assert len(errors.texts) == 1


async def test_task_whose_exception_is_handled_is_none(app, tmp_path):
    async with background_errors(tmp_path) as errors:
        with pytest.raises(ValueError, match="no order"):
            await asyncio.ensure_future(app.fail())
    assert errors.texts == []


async def test_task_of_before_is_none(app, tmp_path):
    task = asyncio.ensure_future(app.fail())
    await asyncio.sleep(0.01)
    async with background_errors(tmp_path) as errors:
        pass
    assert errors.texts == []
    task.exception()


async def test_task_that_the_app_loses_is_an_error(app, tmp_path):
    async with background_errors(tmp_path) as errors:
        task = asyncio.ensure_future(app.wait())
        await asyncio.sleep(0.01)
        del task
        gc.collect()
    [text] = errors.texts
    assert text.startswith("Task was destroyed but it is pending!\n<Task pending")


async def test_lost_task_of_a_library_goes_to_the_handler_of_before(tmp_path):
    passed_on = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: passed_on.append(context["message"]))
    async with background_errors(tmp_path) as errors:
        task = asyncio.ensure_future(asyncio.Event().wait())
        await asyncio.sleep(0.01)
        del task
        gc.collect()
        loop.call_exception_handler({"message": "something else"})
    assert errors.texts == []
    assert passed_on == ["Task was destroyed but it is pending!", "something else"]
    loop.set_exception_handler(None)


async def test_callback_of_the_app_that_fails_is_an_error(app, tmp_path):
    async with background_errors(tmp_path) as errors:
        asyncio.get_running_loop().call_soon(app.die)
        await asyncio.sleep(0.01)
    [text] = errors.texts
    assert is_error_in(text, "die", "Exception in callback")


async def test_background_task_of_quart_is_an_error(app, tmp_path, caplog):
    quart_app = Quart("dying")
    async with background_errors(tmp_path) as errors:
        errors.watch_app(quart_app)
        quart_app.add_background_task(app.fail)
        await asyncio.gather(*quart_app.background_tasks)
    [text] = errors.texts
    assert is_error_in(text, "fail", "Exception in a task of add_background_task:")


async def test_hooks_are_as_before_afterwards(tmp_path):
    loop = asyncio.get_running_loop()
    before = threading.excepthook, loop.get_exception_handler()
    async with background_errors(tmp_path):
        assert threading.excepthook != before[0]
    assert (threading.excepthook, loop.get_exception_handler()) == before


async def test_description_names_the_request(app, tmp_path, unhandled):
    async with background_errors(tmp_path) as errors:
        errors.mark_started()
        threading.Thread(target=app.die).start()
    [text] = errors.described("A thread has died", "GET /orders")
    assert text.startswith("A thread has died. The test's last request was GET /orders.\nException in thread")


async def test_no_warning_of_pytest_comes_too(app, tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        async with background_errors(tmp_path) as errors:
            errors.mark_started()
            threading.Thread(target=app.die).start()
        until(lambda: errors.texts, "the thread dies", 30)
    assert caught == []


async def test_task_of_a_test_that_was_interrupted_is_none(app, tmp_path):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    async with background_errors(tmp_path, ["dying_app.py"]) as errors:
        task = asyncio.ensure_future(app.wait())
        await asyncio.sleep(0.01)
        del task
        gc.collect()
    assert errors.texts == []
    loop.set_exception_handler(None)
