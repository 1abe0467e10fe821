"""A pytest session under the command line: run the tests, show how far they are, keep what failed."""

import copy
import os
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..compare import Comparison
from ..errors import ConfigurationError
from ..settings import Settings
from .ending import ENDED_BY_CALLER
from .plugin import RESULTS, RUNS

# Plugins by the names of their entry points: PYTEST_DISABLE_PLUGIN_AUTOLOAD leaves them out otherwise.
PLUGINS = ("asyncio", "xdist", "comparison")
CRASHED = "A worker was lost: a test may have ended its process. Run with --jobs 1 to see which."


@dataclass(frozen=True)
class SessionOptions:
    """The options of a session on the pair in `root`, in `jobs` worker processes; with one, in this process."""

    root: Path
    tests: tuple[str, ...]
    keyword: str = ""
    targets: tuple[str, ...] = ()
    junit: Path | None = None
    against: str | None = None
    baseline: str | None = None
    candidate: str | None = None
    jobs: int = 1

    @property
    def arguments(self) -> list[str]:
        """The words of pytest's command line."""
        words = [f"--rootdir={self.root}", *self.tests, "-p", "no:terminal", "-p", "no:cacheprovider"]
        words += [word for name in PLUGINS for word in ("-p", name)]
        words += ["-o", "addopts=", "-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"]
        # This process has imported the plugins already, as the command line needs them.
        words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        # A worker that is killed is not replaced: what it ran is lost, and no comparison of the rest is whole.
        words += [f"-n{self.jobs}", "--max-worker-restart=0"] if self.jobs > 1 else []
        names = ("against", "baseline", "candidate")
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
    """The outcome of a session: the comparison, name and text of each failure, and why it ended early, if it did."""

    comparison: Comparison | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    unusable: str = ""
    logs: list[Path] = field(default_factory=list)
    interrupted: bool = False
    internal: bool = False
    seconds: float = 0.0
    threads_left: bool = False


class Watcher:
    """A pytest plugin that stands in for the terminal's."""

    def __init__(self, outcome: Outcome, tell: Callable[[Step], None]) -> None:
        self.outcome = outcome
        self.tell = tell
        self.collected = False

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[ENDED_BY_CALLER] = True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.tell(Step(more=len(session.items)))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        # Each worker collects all of them.
        if not self.collected:
            self.tell(Step(more=len(ids)))
        self.collected = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.outcome.unusable += f"{report.longreprtext}\nMend {report.nodeid}, and run again.\n"

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.tell(Step(now=nodeid.rpartition("::")[2]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            sections = [text for name, text in report.sections if name == "Captured comparison call"]
            self.outcome.failures.append((report.nodeid, "\n\n".join([text_of(report), *sections])))
        if report.when == "teardown":
            self.tell(Step(done=1))

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.outcome.internal = True
        self.outcome.failures.append(("internal error", str(excrepr)))

    def pytest_keyboard_interrupt(self) -> None:
        self.outcome.interrupted = True

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, None, None]:
        yield
        results = session.config.stash[RESULTS]
        self.outcome.comparison, self.outcome.logs = results.comparison, results.logs
        self.outcome.unusable += "\n".join(results.unusable)
        runs = session.config.stash.get(RUNS, None)
        self.outcome.threads_left = runs is not None and runs.reach.threads_left
        for crash in results.crashed:
            self.outcome.internal = True
            self.outcome.failures.append(("internal error", f"{CRASHED} {crash}."))


def text_of(report: pytest.TestReport) -> str:
    """Return why a test failed; pytest-xdist puts a line about the worker before it."""
    alone = copy.copy(report)
    vars(alone).pop("node", None)
    return alone.longreprtext


def run_tests(settings: Settings, console: Console, jobs: int | None = None, **options: Any) -> Outcome:
    """Run the pair's tests in `jobs` processes, or as many as the settings say, and show how far they are."""
    for tests in settings.tests:
        if not (settings.root / tests).exists():
            raise ConfigurationError(f"[tool.comparison] tests has {tests!r}, which does not exist in {settings.root}.")
    session = SessionOptions(settings.root, settings.tests, **options)
    targets = set(session.targets or settings.targets)
    session = replace(session, jobs=1 if session.against else min(jobs or settings.jobs, len(targets)))
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=None)

        def tell(step: Step) -> None:
            total = (progress.tasks[bar].total or 0) + step.more
            progress.update(bar, total=total or None, advance=step.done)
            if step.now:
                progress.update(bar, description=step.now[:48].ljust(48))

        return run_session(session, tell)


def run_session(options: SessionOptions, tell: Callable[[Step], None]) -> Outcome:
    """Run the pair's tests in a pytest session; options of the project's own test runs are not for it."""
    outcome, begun = Outcome(), time.monotonic()
    with patch.dict(os.environ):
        os.environ.pop("PYTEST_ADDOPTS", None)
        status = pytest.main(options.arguments, plugins=[Watcher(outcome, tell)])
    outcome.interrupted |= status == pytest.ExitCode.INTERRUPTED and not outcome.unusable
    outcome.internal |= status == pytest.ExitCode.INTERNAL_ERROR
    if status == pytest.ExitCode.USAGE_ERROR and not outcome.unusable:
        outcome.unusable = "pytest failed to start; see its output above. Mend that, and run again."
    outcome.seconds = time.monotonic() - begun
    return outcome
