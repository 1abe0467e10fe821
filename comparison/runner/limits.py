"""The time limit of each part of a pair test, in the words of pytest."""

import time
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..compare import REPEAT, Run
from ..targets.app_runner import GRACE
from ..targets.time_limit import TimeLimit, TimeLimitReached
from .pair import Pair, pair_test_name, run_of

# Seconds from the start of a session to the first repeat: noise of whole seconds shows only in another second.
_REPEAT_AFTER = 1.1
# The exception that pytest.fail raises.
Failed: Any = pytest.fail.Exception


class _PlainFailure(Failed):  # type: ignore[misc] # a class that is known only at runtime
    """A failure whose text pytest shows without a traceback."""

    def __init__(self, text: str) -> None:
        super().__init__(text, pytrace=False)


class TimedOut(_PlainFailure):
    """A test or an app that did not end in time."""


class FailedResponse(_PlainFailure):
    """A response that the server broke off, or that did not come in time."""


class Interrupted(TimeLimitReached, Failed):  # type: ignore[misc] # a class that is known only at runtime
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


class LimitedRuns:
    """The hooks that limit the time of each part of a pair test; `loop` is the event loop of the running test."""

    def __init__(self, pair: Pair, dist: str) -> None:
        self.pair = pair
        self.dist = dist
        self.started = time.monotonic()
        self.loop: Any = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        """Limit the time of a run's setup to `timeout` and `start_timeout` together. Other tests are not limited.

        Fails the test if the distribution of pytest-xdist separates runs that are compared. Before a repeat it sleeps
        until 1.1 seconds of the session have passed, if unused normalizers are reported.
        """
        run = run_of(item)
        if run is None:
            return (yield)
        if self.dist not in ("no", "loadgroup"):
            pytest.fail(
                f"--dist={self.dist} separates the runs that are compared: remove it, or use --dist=loadgroup.",
                pytrace=False,
            )
        if self.pair.settings.report_unused_normalizers and run.side == REPEAT:
            time.sleep(max(self.started + _REPEAT_AFTER - time.monotonic(), 0))
        with self._limited(item, run, self.pair.settings.timeout + self.pair.settings.start_timeout):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Limit the time of a run's test function to `timeout` seconds: beyond it, the test fails with `TimedOut`."""
        run = run_of(item)
        if run is None:
            return (yield)
        with self._limited(item, run, self.pair.settings.timeout):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        """Limit the time of a run's teardown to `timeout` and `start_timeout` together."""
        run = run_of(item)
        if run is None:
            return (yield)
        with self._limited(item, run, self.pair.settings.timeout + self.pair.settings.start_timeout):
            return (yield)

    def _limited(self, item: pytest.Item, run: Run, seconds: float) -> AbstractContextManager[None]:
        """Return the time limit of a part of an item."""
        return limited(
            f"{pair_test_name(item, self.pair.settings.tests)} on {run}", seconds, self.pair.settings.root, self.loop
        )
