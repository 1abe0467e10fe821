"""Errors of threads and tasks in the log of a server."""

from pathlib import Path

import pytest

from comparison.targets.logged_errors import logged_errors

ROOT = Path("/shop")
THREAD = """Exception in thread Thread-3 (die):
Traceback (most recent call last):
  File "/usr/lib/python3.11/threading.py", line 1045, in _bootstrap_inner
    self.run()
  File "/shop/orders.py", line 5, in die
    raise ValueError("no order")
ValueError: no order
"""
TASK = """Task exception was never retrieved
future: <Task finished name='Task-33' coro=<fail() done, defined at /shop/orders.py:6> exception=ValueError('no')>
Traceback (most recent call last):
  File "/shop/orders.py", line 6, in fail
    raise ValueError("no")
               ^^^^^^^^^^
ValueError: no
"""
CHAINED = """Exception in thread order:
Traceback (most recent call last):
  File "/shop/orders.py", line 5, in die
    {}["a"]
KeyError: 'a'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/shop/orders.py", line 7, in die
    raise ValueError("no order")
ValueError: no order
"""
GROUP = """Task exception was never retrieved
future: <Task finished name='Task-33' coro=<fail() done, defined at /shop/orders.py:6> exception=ExceptionGroup()>
  + Exception Group Traceback (most recent call last):
  |   File "/shop/orders.py", line 6, in fail
  |     raise ExceptionGroup("a", [ValueError()])
  | ExceptionGroup: a (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError
    +------------------------------------
"""
LOST = """Task was destroyed but it is pending!
task: <Task pending name='Task-66' coro=<lost() done, defined at /shop/orders.py:9> wait_for=<Future pending>>
"""
CALLBACK = """Exception in callback die() at /shop/orders.py:3
handle: <Handle die() at /shop/orders.py:3>
Traceback (most recent call last):
  File "/usr/lib/python3.11/asyncio/events.py", line 80, in _run
    self._context.run(self._callback, *self._args)
  File "/shop/orders.py", line 4, in die
    raise ValueError("no order")
ValueError: no order
"""
BACKGROUND = """[2026-11-29 01:48:59,124] ERROR in app: Exception on request GET /orders
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/quart/app.py", line 1375, in _wrapper
    await self.ensure_async(func)(*args, **kwargs)
  File "/shop/orders.py", line 6, in fail
    raise ValueError("no order")
ValueError: no order
"""
REQUEST = """[2026-11-29 01:48:59,124] ERROR in app: Exception on request GET /orders
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/quart/app.py", line 1465, in handle_request
    return await self.full_dispatch_request(request_context)
  File "/shop/orders.py", line 6, in view
    raise ValueError("no order")
ValueError: no order
"""
OF_SERVER = """Task exception was never retrieved
future: <Task finished name='Task-9' coro=<run() done, at /venv/site-packages/hypercorn/run.py:6> exception=OSError()>
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/hypercorn/run.py", line 6, in run
    raise OSError
OSError
"""
LINE = '127.0.0.1 - - [29/Nov/2026 01:49:02] "GET /orders HTTP/1.1" 200 -\n'


@pytest.mark.parametrize("error", [THREAD, TASK, CHAINED, GROUP, LOST, CALLBACK, BACKGROUND])
def test_error_between_other_lines_is_whole(error):
    errors, is_complete = logged_errors(LINE + error + LINE, ROOT)
    assert errors == [error.rstrip("\n")]
    assert is_complete


def test_line_of_another_thread_in_an_error_is_left_out():
    lines = THREAD.splitlines(keepends=True)
    for number in range(1, len(lines)):
        errors, is_complete = logged_errors("".join([*lines[:number], LINE, *lines[number:], LINE]), ROOT)
        assert errors == [THREAD.rstrip("\n")]
        assert is_complete


def test_first_line_of_an_error_may_be_torn():
    text = THREAD.replace("Thread-3", f"{LINE}Thread-3")
    [error], _ = logged_errors(text, ROOT)
    assert error.startswith("Exception in thread 127.0.0.1")
    assert error.endswith("ValueError: no order")


def test_each_error_is_one():
    errors, _ = logged_errors(THREAD + TASK + LINE + LOST + BACKGROUND, ROOT)
    assert errors == [error.rstrip("\n") for error in (THREAD, TASK, LOST, BACKGROUND)]


def test_time_and_level_may_stand_before():
    errors, _ = logged_errors(f"[2026-11-29 01:48:59] ERROR in base_events: {TASK}", ROOT)
    assert len(errors) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing is logged"),
        pytest.param(LINE, id="a request is logged"),
        pytest.param(REQUEST, id="a request failed"),
        pytest.param(OF_SERVER, id="a task of the server died"),
        pytest.param(LOST.replace("/shop/", "/venv/site-packages/aiohttp/"), id="a library lost a task"),
        pytest.param(CALLBACK.replace("/shop/", "/usr/lib/"), id="a callback of a library failed"),
    ],
)
def test_none_where(text):
    assert logged_errors(text, ROOT) == ([], True)


def test_thread_of_a_library_is_one():
    assert len(logged_errors(THREAD.replace("/shop/", "/venv/site-packages/queue/"), ROOT)[0]) == 1


@pytest.mark.parametrize("error", [THREAD, TASK, LOST])
def test_error_that_is_being_written_is_incomplete(error):
    assert not any(logged_errors(error[:end], ROOT)[1] for end in range(40, len(error) - 1))
    assert logged_errors(error, ROOT)[1]
