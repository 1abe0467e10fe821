"""Stopping a program."""

import os
import signal

import pytest

from comparison.targets.stop_signals import stoppable, wait_while


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL], ids=["ignored", "default"])
def test_signal_ends_the_wait_and_the_handler_is_set_back(number, handler):
    before = signal.signal(number, handler)
    try:
        with stoppable(), pytest.raises(KeyboardInterrupt):
            wait_while(lambda: os.kill(os.getpid(), number) is None)
        assert signal.getsignal(number) == handler
    finally:
        signal.signal(number, before)


def test_wait_ends_with_its_condition():
    answers = iter([True, False])
    wait_while(lambda: next(answers))
    assert list(answers) == []
