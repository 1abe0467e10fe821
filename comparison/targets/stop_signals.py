"""Run until the user stops the program."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Seconds between two looks at what is waited for.
_PAUSE = 0.2


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt for SIGTERM too, and for a SIGINT that was ignored, as in a shell's background."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)


def wait_while(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition is false; raises KeyboardInterrupt if the user stops the program."""
    while condition():
        time.sleep(_PAUSE)
