"""A pytest session under the command line: run the tests, tell how far they are, keep what failed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .compare import Comparison
from .pytest_plugin import SESSION


@dataclass(frozen=True)
class Asked:
    """What to run of the pair in `root`; `share` is `first` or `other` where several sessions share the targets."""

    root: Path
    tests: tuple[str, ...]
    keyword: str = ""
    targets: tuple[str, ...] = ()
    junit: Path | None = None
    against: str | None = None
    baseline: str | None = None
    candidate: str | None = None
    share: str | None = None

    @property
    def arguments(self) -> list[str]:
        """The words of pytest's command line."""
        words = [f"--rootdir={self.root}", *self.tests, "-p", "no:terminal", "-p", "no:cacheprovider"]
        words += ["-o", "addopts=", "-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"]
        # This process has imported the plugins already, as the command line needs them.
        words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        names = ("against", "baseline", "candidate", "share")
        words += [f"--comparison-{name}={getattr(self, name)}" for name in names if getattr(self, name)]
        words += [f"--comparison-target={target}" for target in self.targets]
        words += ["-k", self.keyword] if self.keyword else []
        return words + ([f"--junit-xml={self.junit}"] if self.junit else [])


@dataclass(frozen=True)
class Step:
    """How far a session is: so many tests more to come, so many done, and which runs now."""

    more: int = 0
    done: int = 0
    now: str = ""


@dataclass
class Outcome:
    """What a session showed: the comparison, name and text of each failure, and why it ended early, if it did."""

    comparison: Comparison | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    unusable: str = ""
    logs: list[Path] = field(default_factory=list)
    interrupted: bool = False
    internal: bool = False
    seconds: float = 0.0


class Watcher:
    """A pytest plugin that stands in for the terminal's."""

    def __init__(self, outcome: Outcome, tell: Callable[[Step], None]) -> None:
        self.outcome = outcome
        self.tell = tell

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.tell(Step(more=len(session.items)))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.outcome.unusable += f"{report.longreprtext}\nMend {report.nodeid}, and run again.\n"

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.tell(Step(now=nodeid.rpartition("::")[2]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            sections = [text for name, text in report.sections if name == "Captured comparison call"]
            self.outcome.failures.append((report.nodeid, "\n\n".join([report.longreprtext, *sections])))
        if report.when == "teardown":
            self.tell(Step(done=1))

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.outcome.internal = True
        self.outcome.failures.append(("internal error", str(excrepr)))

    def pytest_keyboard_interrupt(self) -> None:
        self.outcome.interrupted = True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        ours = session.config.stash[SESSION]
        self.outcome.comparison, self.outcome.logs = ours.comparison, ours.logs
        self.outcome.unusable += ours.unusable


def run_session(asked: Asked, tell: Callable[[Step], None]) -> Outcome:
    """Run the pair's tests in a pytest session of their own, in this process."""
    outcome, begun = Outcome(), time.monotonic()
    status = pytest.main(asked.arguments, plugins=[Watcher(outcome, tell)])
    outcome.interrupted |= status == pytest.ExitCode.INTERRUPTED and not outcome.unusable
    outcome.internal |= status == pytest.ExitCode.INTERNAL_ERROR
    if status == pytest.ExitCode.USAGE_ERROR and not outcome.unusable:
        outcome.unusable = "pytest did not begin; it says above why. Mend that, and run again."
    outcome.seconds = time.monotonic() - begun
    return outcome
