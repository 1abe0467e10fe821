"""Stopping a program."""

import asyncio
import os
import signal

import pytest

from comparison.targets.stop_signals import stoppable, termination_as_interrupt, wait_while


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL], ids=["ignored", "default"])
def test_interrupt_ends_the_wait_and_the_handler_is_set_back(handler):
    before = signal.signal(signal.SIGINT, handler)
    try:
        with stoppable(), pytest.raises(KeyboardInterrupt):
            wait_while(lambda: os.kill(os.getpid(), signal.SIGINT) is None)
        assert signal.getsignal(signal.SIGINT) == handler
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL, signal.default_int_handler])
def test_termination_is_an_interrupt_even_if_that_is_ignored(handler):
    interrupt, terminate = signal.signal(signal.SIGINT, handler), signal.getsignal(signal.SIGTERM)
    try:
        with termination_as_interrupt() as termination:
            assert not termination.has_come
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
        assert termination.has_come
        assert signal.getsignal(signal.SIGTERM) == terminate
    finally:
        signal.signal(signal.SIGINT, interrupt)


def test_termination_cancels_the_task_of_a_running_loop_as_ctrl_c_does():
    steps = []

    async def work():
        try:
            signal.raise_signal(signal.SIGTERM)
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            steps.append("cancelled")
            raise

    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with termination_as_interrupt(), pytest.raises(KeyboardInterrupt):
            asyncio.run(work())
    finally:
        signal.signal(signal.SIGINT, interrupt)
    assert steps == ["cancelled"]


def test_wait_ends_with_its_condition():
    answers = iter([True, False])
    wait_while(lambda: next(answers))
    assert list(answers) == []
