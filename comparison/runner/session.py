"""Run a pytest session for the command line: show its progress, and keep its outcome."""

import copy
import os
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from rich.console import Console

from ..compare import Comparison, Run, completes_cell
from ..errors import ConfigurationError
from ..report.last_run import start_exchanges
from ..settings import Settings, Target
from ..values.shard import Shard
from .exit import CALLER_EXITS
from .failure_text import collection_text
from .keyword import check_keyword
from .message import ATTRIBUTE
from .pair import Pair
from .plugin import PAIR, RESULTS, RUNS, SERVED
from .prepared import chosen_pair
from .scheduling import runs_in
from .serving import ServedTest
from .steps import ProgressStep, shown_steps

# Plugins by the names of their entry points: they are loaded even with PYTEST_DISABLE_PLUGIN_AUTOLOAD.
_PLUGINS = ("asyncio", "xdist", "comparison")
_OnProgress = Callable[[ProgressStep], None]
CRASHED = "A worker crashed: a test may have ended its process. Run with --jobs 1 to see which one."


@dataclass(frozen=True)
class SessionOptions:
    """The options of a session of the pair in `root`; with 1 `jobs` it runs in this process, with more in workers."""

    root: Path
    tests: tuple[str, ...]
    keyword: str = ""
    targets: tuple[Target, ...] = ()
    junit: Path | None = None
    against: Target | None = None
    baseline: str | None = None
    candidate: str | None = None
    jobs: int = 1
    allow_writes: bool = False
    exchanges: Path | None = None
    shard: Shard | None = None
    served: ServedTest | None = None

    @property
    def of_pair(self) -> dict[str, Any]:
        """The options of `chosen_pair`."""
        names = ("targets", "against", "baseline", "candidate", "allow_writes", "shard")
        return {name: getattr(self, name) for name in names}

    @property
    def arguments(self) -> list[str]:
        """The arguments of pytest's command line."""
        words = [f"--rootdir={self.root}", *self.tests, "-p", "no:terminal", "-p", "no:cacheprovider"]
        words += [word for name in _PLUGINS for word in ("-p", name)]
        words += ["-o", "addopts=", "-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"]
        # The command line has imported the plugins already.
        words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        # Do not replace a worker that crashes: its findings are lost, and the comparison would be incomplete.
        words += [f"-n{self.jobs}", "--max-worker-restart=0"] if self.jobs > 1 else []
        names = ("against", "baseline", "candidate", "shard")
        words += [f"--comparison-{name}={getattr(self, name)}" for name in names if getattr(self, name) is not None]
        words += [f"--comparison-target={target}" for target in self.targets]
        words += ["--comparison-allow-writes"] if self.allow_writes else []
        words += [f"--comparison-exchanges={self.exchanges}"] if self.exchanges else []
        # As one word: it may begin with a hyphen.
        words += [f"-k{self.keyword}"] if self.keyword else []
        return words + ([f"--junit-xml={self.junit}"] if self.junit else [])


@dataclass(frozen=True)
class Failure:
    """A failed part of a test: its id, and the text. `is_difference` is set if nothing but a difference failed it.

    `differences` is the text of the differences that came with another failure.
    """

    name: str
    text: str
    is_difference: bool = False
    differences: str = ""


@dataclass
class Outcome:
    """The outcome of a session.

    `wanted` is the number of cells that a complete session has. `fatal_error` says why the session could not run its
    tests. `internal_error` is set for a fault in a plugin or in the harness. `has_stuck_threads` is set if a thread of
    an app never ended: the process must exit without joining its threads. `exchanges` is where those of the run are
    kept, that was `started` then.
    """

    comparison: Comparison | None = None
    failures: list[Failure] = field(default_factory=list)
    wanted: int = 0
    fatal_error: str = ""
    logs: list[Path] = field(default_factory=list)
    interrupted: bool = False
    internal_error: bool = False
    seconds: float = 0.0
    has_stuck_threads: bool = False
    started: str = ""
    exchanges: Path | None = None
    shard: Shard | None = None


class OutcomeRecorder:
    """The pytest plugin that reports progress and records the outcome, in place of pytest's terminal reporter."""

    def __init__(self, outcome: Outcome, pair: Pair, on_progress: _OnProgress, served: ServedTest | None) -> None:
        self.outcome = outcome
        self.pair = pair
        self.served = served
        self.on_progress = on_progress
        self.has_counted_items = False

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_main(self) -> Generator[None, object, object]:
        """Record a usage error as the fatal error: pytest would print it, with words of its own around it."""
        try:
            return (yield)
        except pytest.UsageError as error:
            self.outcome.fatal_error = self.outcome.fatal_error or f"{error}".rstrip(".") + ". Fix that, and run again."
            return pytest.ExitCode.USAGE_ERROR

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Hand the pair and the served test to the plugin; the caller of pytest ends a process with a stuck thread."""
        config.stash[CALLER_EXITS], config.stash[PAIR] = True, self.pair
        if self.served is not None:
            config.stash[SERVED] = self.served

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._add_cells([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:
        """Report how many cells the first worker has collected."""
        # Each worker collects all items.
        if not self.has_counted_items:
            self._add_cells(ids)
        self.has_counted_items = True

    def _add_cells(self, ids: Sequence[str]) -> None:
        """Count the cells of these items: each has one run that is compared with another before it."""
        runs = {str(run): run for run in self.pair.runs if completes_cell(run, self.pair.against)}
        cells = sum(bool(runs_in(nodeid, runs)) for nodeid in ids)
        self.outcome.wanted += cells
        self.on_progress(ProgressStep(added=cells))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Record an error of collection as the fatal error."""
        if report.failed:
            self.outcome.fatal_error += f"{collection_text(report)}\nFix {report.nodeid}, and run again.\n"

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.on_progress(ProgressStep(started=nodeid.rpartition("::")[2]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record a failed part of a test, with the differences as text; after the teardown, report progress."""
        if report.failed:
            sections = [text for name, text in report.sections if name == "Captured comparison call"]
            message: dict[str, Any] = getattr(report, ATTRIBUTE, {})
            text, is_difference = _failure_text(report), not message.get("failed", True)
            self.outcome.failures.append(Failure(report.nodeid, text, is_difference, "\n\n".join(sections)))
        run = getattr(report, ATTRIBUTE, {}).get("run")
        if report.when == "teardown" and run:
            self.on_progress(ProgressStep(ended=int(completes_cell(Run(*run), self.pair.against))))

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.outcome.internal_error = True
        self.outcome.failures.append(Failure("internal error", str(excrepr)))

    def pytest_keyboard_interrupt(self) -> None:
        self.outcome.interrupted = True

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, None, None]:
        """Record comparison, kept logs, fatal errors, stuck threads and crashed workers, after all other plugins."""
        yield
        results = session.config.stash[RESULTS]
        self.outcome.comparison, self.outcome.logs = results.comparison, results.logs
        self.outcome.fatal_error += "\n".join(results.fatal_errors)
        runs = session.config.stash.get(RUNS, None)
        self.outcome.has_stuck_threads = runs is not None and runs.app_runner.has_stuck_threads
        for crash in results.crashes:
            self.outcome.internal_error = True
            self.outcome.failures.append(Failure("internal error", f"{CRASHED} {crash}."))


def _failure_text(report: pytest.TestReport) -> str:
    """Return why a test failed, without the line about the worker that pytest-xdist adds."""
    local_report = copy.copy(report)
    vars(local_report).pop("node", None)
    return local_report.longreprtext


def run_tests(settings: Settings, console: Console, jobs: int | None = None, **options: Any) -> Outcome:
    """Run the pair's tests in `jobs` processes, by default as many as the settings say, and show the progress.

    `options` are those of `SessionOptions`. There are at most as many processes as targets, and with `against` only
    one. Raises `ConfigurationError` for a test directory that does not exist, and a pair or options that are wrong.
    """
    session = SessionOptions(settings.root, settings.tests, **options)
    check_keyword(session.keyword)
    pair = chosen_pair(settings, **session.of_pair)
    for path in settings.tests:
        if not (settings.root / path).exists():
            raise ConfigurationError(
                f"[tool.comparison] tests has {path!r}, which does not exist in {settings.root}: "
                "name a directory of tests."
            )
    jobs = 1 if pair.against else min(jobs or settings.jobs, len(pair.settings.targets))
    started = datetime.now(UTC).isoformat()
    # What is served is no run to be reported.
    exchanges = None if session.served else start_exchanges(settings.root, started)
    session = replace(session, jobs=jobs, exchanges=exchanges)
    with shown_steps(console) as show:
        return replace(_run_session(session, pair, show), started=started, exchanges=session.exchanges)


def _run_session(options: SessionOptions, pair: Pair, on_progress: _OnProgress) -> Outcome:
    """Run the pair's tests in a pytest session, without the options that the project sets for its own test runs.

    Neither `addopts` nor PYTEST_ADDOPTS has an effect. Raises nothing: errors are in the outcome.
    """
    outcome, started = Outcome(shard=options.shard), time.monotonic()
    with patch.dict(os.environ):
        os.environ.pop("PYTEST_ADDOPTS", None)
        status = pytest.main(options.arguments, plugins=[OutcomeRecorder(outcome, pair, on_progress, options.served)])
    outcome.interrupted |= status == pytest.ExitCode.INTERRUPTED and not outcome.fatal_error
    outcome.internal_error |= status == pytest.ExitCode.INTERNAL_ERROR
    if status == pytest.ExitCode.USAGE_ERROR and not outcome.fatal_error:
        outcome.fatal_error = "pytest failed to start; see its output above. Fix that, and run again."
    outcome.seconds = time.monotonic() - started
    return outcome
