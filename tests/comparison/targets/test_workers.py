"""Work in processes of this program's own: what they tell, give, and leave undone."""

import os
import signal
import threading
import time

import pytest

from comparison.targets.workers import at_once


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


def test_the_terminal_s_interrupt_reaches_none_of_them():
    """It goes to the terminal's session, and each has one of its own: else it would be interrupted twice."""
    ours, theirs = os.getsid(0), at_once(sessions, [1, 2], print)
    assert len({ours, *theirs}) == 3
