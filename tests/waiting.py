"""Wait for a condition within a limit; the error says what did not happen."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

# Seconds between two looks.
PAUSE = 0.01


def until(condition: Callable[[], Any], what: str, within: float) -> Any:
    """Return the condition's value as soon as it is true.

    Fails with `what`, the event that is waited for ("the server accepts"), after `within` seconds.
    """
    end = time.monotonic() + within
    while not (value := condition()):
        assert time.monotonic() < end, late(what, within)
        time.sleep(PAUSE)
    return value


async def until_async(condition: Callable[[], Any], what: str, within: float, pause: float = PAUSE) -> Any:
    """Wait as `until` does, while the event loop runs; with a pause of 0, check on each turn of the loop."""
    end = time.monotonic() + within
    while not (value := condition()):
        assert time.monotonic() < end, late(what, within)
        await asyncio.sleep(pause)
    return value


def late(what: str, within: float) -> str:
    return f"Waited {within:g} s for this, in vain: {what}."
