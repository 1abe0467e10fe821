"""The time limit: it interrupts blocking code, says where that was, and restores the signal handler."""

import asyncio
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from comparison.targets import child, time_limit
from comparison.targets.time_limit import TimeLimit, TimeLimitReached, note_loop

ROOT = Path(__file__).parent
BLOCKING = {
    "a sleep": lambda: time.sleep(600),
    "a lock": lambda: threading.Event().wait(600),
    "a loop": lambda: [None for _ in iter(int, 1)],
    "an event loop": lambda: asyncio.run(asyncio.sleep(600)),
}


@pytest.mark.parametrize("block", BLOCKING.values(), ids=BLOCKING.keys())
def test_limit_ends(block):
    begun = time.monotonic()
    with pytest.raises(TimeLimitReached, match=r"0\.2 s"), TimeLimit(0.2, ROOT) as reached:
        block()
    assert reached.reached
    assert time.monotonic() - begun < 20
    assert f"{Path(__file__).name}:" in reached.places


def test_what_ends_in_time_is_left_alone():
    with TimeLimit(30.0, ROOT) as reached:
        time.sleep(0.01)
    assert not reached.reached


def test_exception_that_is_kept_does_not_hide_that_the_limit_was_reached():
    with TimeLimit(0.2, ROOT) as reached:
        try:
            time.sleep(600)
        except BaseException:
            time.sleep(0.01)
    assert reached.reached


def test_what_goes_on_is_interrupted_again(monkeypatch):
    monkeypatch.setattr(time_limit, "_PAUSE", 0.1)
    interrupts = 0
    with TimeLimit(0.1, ROOT):
        while interrupts < 3:
            try:
                time.sleep(600)
            except TimeLimitReached:
                interrupts += 1
    assert interrupts == 3


def sleep_twice():
    with pytest.raises(TimeLimitReached, match=r"0\.1 s"), TimeLimit(0.1, ROOT):
        time.sleep(600)
    time.sleep(600)


def test_inner_limit_comes_first_and_the_outer_one_holds_all_the_same():
    with pytest.raises(TimeLimitReached, match=r"0\.5 s"), TimeLimit(0.5, ROOT):
        sleep_twice()


def test_tasks_of_the_loop_are_shown():
    async def wait_for_nobody():
        await asyncio.Event().wait()

    async def main():
        note_loop()
        await wait_for_nobody()

    with pytest.raises(TimeLimitReached), TimeLimit(0.3, ROOT) as reached:
        asyncio.run(main())
    assert "in wait_for_nobody: await asyncio.Event().wait()" in reached.places


def test_signal_has_the_handler_of_before():
    before = signal.getsignal(signal.SIGURG)
    with TimeLimit(30.0, ROOT):
        assert signal.getsignal(signal.SIGURG) != before
    assert signal.getsignal(signal.SIGURG) == before


@pytest.mark.torture
def test_limits_that_end_at_the_last_moment_never_come_late():
    for number in range(400):
        try:
            # Some end while they are opened.
            with TimeLimit(number % 4 / 1000, ROOT) as reached:
                time.sleep(number % 4 / 1000 - 0.0002 + number % 5 / 10_000 if number % 4 else 0)
                reached.disarm()
        except TimeLimitReached:
            continue
    assert time_limit._limits == []
    time.sleep(0.05)


BLOCKED = """
import ctypes, pathlib
from comparison.targets import child, time_limit
time_limit._EXIT_AFTER = 1.0
time_limit.keep_stderr()
# A mutex that this thread holds already: no signal ends the wait.
libc, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(64)
libc.pthread_mutex_lock(mutex)
with time_limit.TimeLimit(0.2, pathlib.Path.cwd()):
    libc.pthread_mutex_lock(mutex)
"""


def test_process_that_does_not_react_to_signals_exits():
    done = child.run([sys.executable, "-c", BLOCKED], 60, stderr=child.PIPE, text=True)
    assert (done.returncode, "does not react to signals has not ended within 0.2 s." in done.stderr) == (3, True)
    assert "raise `timeout` or `start_timeout` in [tool.comparison]." in done.stderr


def test_other_thread_is_not_limited():
    ended = []

    def work():
        with TimeLimit(0.05, ROOT):
            time.sleep(0.2)
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert ended == [True]
