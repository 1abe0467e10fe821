"""Work in processes of this program's own: what they tell, give, and leave undone."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from comparison.targets import workers
from comparison.targets.process import all_ended
from comparison.targets.workers import at_once

ROOT = Path(__file__).parents[3]


def squared(number, tell):
    tell(("began", number))
    return number**2


def last_words(number, tell):
    tell(number)
    os._exit(number)


def raising(number, tell):
    raise ValueError(number)


def waiting(number, tell):
    """Wait for the interrupt."""
    try:
        tell(number)
        time.sleep(60)
    except KeyboardInterrupt:
        return f"{number} interrupted"


def stubborn(number, tell):
    """Take no notice of the first interrupt, and tell that there was one."""
    while True:
        try:
            tell(number)
            time.sleep(60)
        except KeyboardInterrupt:
            continue


def process_number(number, tell):
    tell(os.getpid())
    time.sleep(60)


def sessions(number, tell):
    return os.getsid(0)


def test_each_gives_its_own_result_in_order():
    said = []
    assert at_once(squared, [3, 1, 2], said.append) == [9, 1, 4]
    assert sorted(said) == [("began", 1), ("began", 2), ("began", 3)]


def test_without_work_nothing_is_given():
    assert at_once(squared, [], print) == []


@pytest.mark.parametrize("work", [last_words, raising])
def test_who_ends_before_it_is_done_gives_nothing(work, capfd):
    assert at_once(work, [7], lambda said: None) == [None]


def test_interrupt_is_for_all_of_them():
    said, before = [], signal.getsignal(signal.SIGINT)

    def tell(number):
        said.append(number)
        if len(said) == 2:
            threading.Thread(target=signal.pthread_kill, args=[threading.main_thread().ident, signal.SIGINT]).start()

    assert at_once(waiting, [1, 2], tell) == ["1 interrupted", "2 interrupted"]
    assert signal.getsignal(signal.SIGINT) is before


def test_interrupt_before_the_work_is_none_of_its_faults(monkeypatch, capfd):
    start = workers.start

    def start_and_interrupt(processes):
        start(processes)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(workers, "start", start_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        at_once(waiting, [1, 2], lambda said: None)
    assert capfd.readouterr() == ("", "")


def test_second_interrupt_ends_what_does_not_listen():
    with pytest.raises(KeyboardInterrupt):
        at_once(stubborn, [1], lambda said: signal.raise_signal(signal.SIGINT))


def test_what_fails_here_leaves_no_process():
    numbers = []

    def tell(number):
        numbers.append(number)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        at_once(process_number, [1], tell)
    with pytest.raises(ProcessLookupError):
        os.kill(numbers[0], 0)


PARENT = """
import os, time
from comparison.targets.workers import at_once

def waiting(number, tell):
    try:
        tell(os.getpid())
        time.sleep(600)
    finally:
        open("put away", "w").close()

if __name__ == "__main__":
    at_once(waiting, [1], lambda number: print(number, flush=True))
"""


def test_who_is_left_behind_puts_away_what_it_made_and_ends(tmp_path):
    (tmp_path / "parent.py").write_text(PARENT)
    command = [sys.executable, "parent.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert all_ended([child], 9)
    assert (tmp_path / "put away").exists()


def test_the_terminal_s_interrupt_reaches_none_of_them():
    """It goes to the terminal's session, and each has one of its own: else it would be interrupted twice."""
    ours, theirs = os.getsid(0), at_once(sessions, [1, 2], print)
    assert len({ours, *theirs}) == 3
