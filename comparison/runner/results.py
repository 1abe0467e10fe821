"""The comparison that a session ends with, from the reports of all runs, in this process or in its workers."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from ..compare import Comparison, Run
from ..report.terminal import unused_lines
from ..targets.child import interrupt
from .findings import Findings
from .message import ATTRIBUTE, decode_finding
from .pair import Pair
from .runs import LOGS, NOTICES
from .watched_files import WatchedFiles

# Only a complete session shows that an expected difference or a normalizer is unused.
_SELECTING = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "maxfail")
_CHANGING = ("comparison_baseline", "comparison_candidate", "comparison_against", "comparison_target")


class PairResults:
    """The plugin of the process that reports: collects the findings of a session, and decides its exit status.

    `shared` is what each worker gets: the secret, and pytest-xdist's distribution mode.
    """

    def __init__(self, config: pytest.Config, pair: Pair, shared: Mapping[str, Any]) -> None:
        self.pair = pair
        self.shared = shared
        self.findings = Findings(pair.settings, pair.expected_differences, pair.against)
        self.full = not any(getattr(config.option, name, None) for name in (*_SELECTING, *_CHANGING))
        self.watched = WatchedFiles(pair.settings)
        self.collected = 0
        self.ran = 0
        self.comparison: Comparison | None = None
        self.logs: list[Path] = []
        self.notices: list[str] = []
        self.fatal_errors: list[str] = []
        self.crashes: list[str] = []
        self.worker_pids: list[int] = []

    @cached_property
    def directory(self) -> Path:
        """The directory of all workers, created when the first worker needs it."""
        return Path(tempfile.mkdtemp(prefix="comparison-"))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Send a worker the shared secret, and the directory that its servers may write to."""
        # A worker answers this only before it runs tests.
        self.worker_pids.append(node.gateway._rinfo().pid)
        directory = self.directory / node.workerinput["workerid"]
        node.workerinput["comparison"] = {**self.shared, "directory": str(directory)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Return the scheduler that keeps each target in one worker; None if --dist is not loadgroup."""
        if self.shared["dist"] != "loadgroup":
            return None
        from .scheduling import PairScheduling  # noqa: PLC0415 - pytest-xdist may be missing where it is not used

        return PairScheduling(config, log, self.pair.runs, self.pair.against is not None)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object | None) -> None:
        """Collect the logs that a worker kept, and note if it crashed."""
        output = getattr(node, "workeroutput", None) or {}
        self.logs += map(Path, output.get("comparison_logs", ()))
        self.notices += output.get("comparison_notices", ())
        if error and error != "keyboard-interrupt":
            self.crashes.append(f"{node.gateway.id} ended without a result: {error}")

    def pytest_keyboard_interrupt(self) -> None:
        """Send an interrupt on to the workers: a terminal sends it to them too, `kill` does not."""
        interrupt(self.worker_pids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect what `PairRuns` attached to a report: the finding, a failure, the seconds and errors.

        Other reports are ignored. The seconds of setup, call and teardown of both sides are added up for each test and
        target.
        """
        message: dict[str, Any] | None = getattr(report, ATTRIBUTE, None)
        if message is None:
            return
        test, run = message["test"], Run(*message["run"])
        findings, key = self.findings, (test, run.target)
        findings.positions[test], findings.baseline_runs[test] = message["position"], message["baseline_runs"]
        findings.seconds[key] = findings.seconds.get(key, 0.0) + report.duration
        if message["failed"]:
            findings.failed.add(key)
        if message["fatal_error"] and message["fatal_error"] not in self.fatal_errors:
            self.fatal_errors.append(message["fatal_error"])
        self.collected = message["collected"]
        self.full = self.full and not message["deselected_any"]
        if message["finding"] is not None:
            self.ran += 1
            findings.add(test, run, decode_finding(message["finding"], self.pair.expected_differences))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Make the comparison, after all other plugins; a session that passed fails if the comparison is not equal.

        There is none with --collect-only or without pair tests. The workers' directory is removed if it holds no kept
        logs.
        """
        logs: list[Path] = session.config.stash.get(LOGS, [])
        self.logs += logs
        if "directory" in vars(self) and not self.logs:
            # A worker that was killed has removed nothing.
            shutil.rmtree(self.directory, ignore_errors=True)
        if session.config.option.collectonly or not self.collected:
            return
        full = self.full and not session.shouldstop and not session.shouldfail and self._is_complete(session)
        own = session.config.stash.get(NOTICES, [])
        notices = tuple(dict.fromkeys([*self.pair.notices, *self.notices, *own, *self.watched.notices()]))
        comparison = self.findings.comparison(full)
        self.comparison = replace(
            comparison, notices=notices, apps=self.pair.apps, versions=self.pair.versions, shard=self.pair.shard
        )
        if session.exitstatus == pytest.ExitCode.OK and not self.comparison.equal:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print what is unused or unpaired, or that nothing was compared, and the paths of kept logs."""
        if self.comparison is not None:
            for line in unused_lines(self.comparison):
                terminalreporter.write_line(line, red=True)
            for notice in self.comparison.notices:
                terminalreporter.write_line(f"comparison: {notice}")
        for log in self.logs:
            terminalreporter.write_line(f"comparison: kept the log of a server: {log}")

    def _is_complete(self, session: pytest.Session) -> bool:
        """Return whether all test directories of the pair were run completely, and nothing but differences failed."""
        root = self.pair.settings.root
        paths = [Path(argument.partition("::")[0]) for argument in session.config.args]
        directories = [root / tests for tests in self.pair.settings.tests]
        whole = all(any(directory.is_relative_to(root / path) for path in paths) for directory in directories)
        single = any("::" in argument for argument in session.config.args)
        return whole and not single and self.ran == self.collected and not self.findings.failed
