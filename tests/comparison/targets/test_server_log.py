"""The log of a server, read in parts while the server writes it."""

import time

import pytest

from comparison.targets.process import ServerProcess
from comparison.targets.server_log import ServerLog, server_errors
from comparison.targets.tracebacks import MAX_CHARACTERS

from .test_logged_errors import ROOT, TASK, THREAD

LONG_AGO = 0.0


@pytest.fixture
def log(tmp_path):
    return ServerLog(tmp_path / "server.log", ROOT)


@pytest.fixture
def write(log):
    """Return a function that writes to the end of the log."""

    def write(text):
        with log.path.open("a", encoding="utf-8") as file:
            file.write(text)

    return write


class Server(ServerProcess):
    """A server whose threads are counted in turn."""

    def __init__(self, *counts):
        self.counts = list(counts)

    def count_threads(self):
        return self.counts.pop(0) if len(self.counts) > 1 else self.counts[0]


def test_log_that_does_not_exist_is_empty(log):
    assert (log.position, log.read(0), log.new_errors()) == (0, "", [])
    assert log.last_lines(0, [None], LONG_AGO) == ""


def test_part_of_an_exchange_ends_at_the_next(log, write):
    write("first\n")
    start = log.position
    write(THREAD)
    end = log.position
    write("next\n")
    assert log.last_lines(start, [end, None], LONG_AGO) == THREAD.rstrip("\n")


def test_part_without_a_traceback_goes_on_to_the_next_end(log, write):
    write("first\n")
    end = log.position
    write(THREAD)
    later = log.position
    write("next\n")
    assert log.last_lines(0, [end, later], LONG_AGO) == f"first\n{THREAD}".rstrip("\n")
    assert log.last_lines(0, [end, None], LONG_AGO).endswith("no order\nnext")


def test_last_thirty_lines_are_shown(log, write):
    write("".join(f"line {number}\n" for number in range(100)))
    lines = log.last_lines(0, [None], LONG_AGO).splitlines()
    assert (len(lines), lines[0], lines[-1]) == (30, "line 70", "line 99")


def test_end_of_long_lines_is_shown(log, write):
    write("x" * 100_000 + "end\n")
    text = log.last_lines(0, [None], LONG_AGO)
    assert (len(text), text[-3:]) == (MAX_CHARACTERS, "end")


def test_control_characters_stay_and_wrong_bytes_are_replaced(log):
    log.path.write_bytes(b"\x1b[31mred\x00\xff\n")
    assert log.last_lines(0, [None], LONG_AGO) == "\x1b[31mred\x00�"


def test_traceback_that_is_being_written_is_waited_for(log, write, monkeypatch):
    parts = [THREAD[:100], THREAD[100:]]
    write("line\n")
    monkeypatch.setattr(time, "sleep", lambda seconds: write(parts.pop(0)) if parts else None)
    assert log.last_lines(0, [None], time.monotonic() + 30).endswith("no order")


def test_errors_are_new_once(log, write):
    write(THREAD)
    assert log.new_errors() == [THREAD.rstrip("\n")]
    assert log.new_errors() == []
    write(TASK)
    assert log.new_errors() == [TASK.rstrip("\n")]


def test_rest_of_an_error_is_waited_for(log, write, monkeypatch):
    parts = [THREAD[100:150], THREAD[150:]]
    write(THREAD[:100])
    monkeypatch.setattr(time, "sleep", lambda seconds: write(parts.pop(0)) if parts else None)
    assert log.new_errors() == [THREAD.rstrip("\n")]


async def test_errors_of_a_test_and_of_the_time_before_name_their_requests(log, write):
    async with server_errors(Server(1), log) as errors:
        write(THREAD)
    assert errors.described("It has died", "GET /a") == [
        f"It has died. The test's last request was GET /a.\n{THREAD}".rstrip("\n")
    ]
    write(TASK)
    async with server_errors(Server(1), log) as errors:
        write(THREAD)
    earlier, own = errors.described("It has died", "GET /b")
    assert earlier.startswith("It has died after the end of the test before. The test's last request was GET /a.\nTask")
    assert own.startswith("It has died. The test's last request was GET /b.\nException in thread")


async def test_thread_that_runs_is_waited_for(log, write):
    server = Server(2, 3, 3, 2)
    async with server_errors(server, log):
        pass
    assert server.counts == [2]


async def test_thread_that_does_not_end_is_waited_for_half_a_second(log):
    begun = time.monotonic()
    async with server_errors(Server(2, 3), log):
        pass
    assert time.monotonic() - begun >= 0.5
