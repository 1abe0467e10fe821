"""The time limit of each part of a pair test, in the words of pytest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..targets.app_runner import GRACE
from ..targets.time_limit import TimeLimit, TimeLimitReached

# The exception that pytest.fail raises.
Failed: Any = pytest.fail.Exception


class TimedOut(Failed):  # type: ignore[misc]
    """A test or an app that did not end in time; pytest shows the text without a traceback."""

    def __init__(self, text: str) -> None:
        super().__init__(text, pytrace=False)


class Interrupted(TimeLimitReached, Failed):  # type: ignore[misc]
    """Raised by a time limit; one of pytest's own outcomes, as pytest tears fixtures down only after those."""


@contextmanager
def limited(what: str, seconds: float, root: Path, loop: Any) -> Iterator[None]:
    """Fail with `TimedOut` if the body has not ended in time, whatever it raises, with the places where it was.

    `what` names the body in the text. `loop` is the event loop whose tasks are shown. The body is interrupted GRACE
    seconds after `seconds`. What it raises in time is passed on.
    """
    with TimeLimit(seconds + GRACE, root, Interrupted) as limit:
        limit.loop = loop
        try:
            yield
            limit.disarm()
        except TimeLimitReached:
            limit.reached = True
        except BaseException:
            if not limit.reached:
                raise
    if limit.reached:
        text = limit.text(f"{what} has not ended")
        raise TimedOut(f"{text}\nThe time limit is `timeout` in [tool.comparison], in seconds.") from None
