"""Run until the user stops the program."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

# Seconds between two looks at what is waited for.
_PAUSE = 0.2


class Termination:
    """Whether SIGTERM has come; see `termination_as_interrupt`."""

    has_come = False

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGTERM as SIGINT is handled at this moment, even if a shell has ignored that in its background."""
        self.has_come = True
        handler = signal.getsignal(signal.SIGINT)
        if not callable(handler):
            raise KeyboardInterrupt
        handler(signal.SIGINT, frame)


@contextmanager
def termination_as_interrupt() -> Iterator[Termination]:
    """Do on SIGTERM what Ctrl-C does, so that child processes and temporary directories end with this program.

    Only the main thread can set this up; in another nothing changes.
    """
    termination = Termination()
    if threading.current_thread() is not threading.main_thread():
        yield termination
        return
    with _handling(signal.SIGTERM, termination.interrupt):
        yield termination


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGINT raise KeyboardInterrupt meanwhile, though it was ignored, as in a shell's background."""
    with _handling(signal.SIGINT, signal.default_int_handler):
        yield


@contextmanager
def _handling(number: int, handler: Callable[[int, FrameType | None], Any]) -> Iterator[None]:
    """Handle a signal by this function meanwhile."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def wait_while(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition is false; raises KeyboardInterrupt if the user stops the program."""
    while condition():
        time.sleep(_PAUSE)
