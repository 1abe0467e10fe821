"""Wait for a condition, for a while: each wait has a bound, and says what did not happen."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

# Seconds between two looks.
PAUSE = 0.01


def until(condition: Callable[[], Any], what: str, within: float) -> Any:
    """Return what a condition gives as soon as it is true.

    Fails with `what`, which says what is waited for ("the server accepts"), when it is not within so many seconds.
    """
    end = time.monotonic() + within
    while not (value := condition()):
        assert time.monotonic() < end, late(what, within)
        time.sleep(PAUSE)
    return value


async def until_async(condition: Callable[[], Any], what: str, within: float, pause: float = PAUSE) -> Any:
    """Do as `until`, while the event loop runs; without a pause, look at each of its turns."""
    end = time.monotonic() + within
    while not (value := condition()):
        assert time.monotonic() < end, late(what, within)
        await asyncio.sleep(pause)
    return value


def late(what: str, within: float) -> str:
    return f"Waited {within:g} s for this, in vain: {what}."
