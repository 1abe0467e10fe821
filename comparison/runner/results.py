"""The comparison that a session ends with, made of the reports of all runs, in this process or in its workers."""

import shutil
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from ..compare import Comparison, Run
from ..report.terminal import unused_lines
from ..targets.child import interrupt
from .findings import Results
from .message import ATTRIBUTE, finding_of
from .pair import Pair
from .runs import LOGS

# Only a complete session can tell that an expected difference or a normalizer is unused.
_SELECTING = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "maxfail")
_CHANGING = ("comparison_baseline", "comparison_candidate", "comparison_against", "comparison_target")


class PairResults:
    """Collects the findings of a session, and decides how it ends."""

    def __init__(self, config: pytest.Config, pair: Pair, shared: Mapping[str, Any]) -> None:
        self.pair = pair
        self.shared = shared
        self.results = Results(pair.settings, pair.expected_differences, pair.against)
        self.full = not any(getattr(config.option, name, None) for name in (*_SELECTING, *_CHANGING))
        self.collected = 0
        self.ran = 0
        self.comparison: Comparison | None = None
        self.logs: list[Path] = []
        self.unusable: list[str] = []
        self.crashed: list[str] = []
        self.workers: list[int] = []

    @cached_property
    def folder(self) -> Path:
        """The folder of all workers, made when the first one needs it."""
        return Path(tempfile.mkdtemp(prefix="comparison-"))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Send a worker the secret that all share, and the directory that its servers may write to."""
        # Asked before it runs tests: then it does not answer.
        self.workers.append(node.gateway._rinfo().pid)
        folder = self.folder / node.workerinput["workerid"]
        node.workerinput["comparison"] = {**self.shared, "folder": str(folder)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        if self.shared["dist"] != "loadgroup":
            return None
        from .scheduling import PairScheduling  # noqa: PLC0415 - pytest-xdist may be missing where it is not used

        return PairScheduling(config, log, self.pair.runs, self.pair.against is not None)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object | None) -> None:
        output = getattr(node, "workeroutput", None) or {}
        self.logs += map(Path, output.get("comparison_logs", ()))
        if error and error != "keyboard-interrupt":
            self.crashed.append(f"{node.gateway.id} ended without a result: {error}")

    def pytest_keyboard_interrupt(self) -> None:
        """Pass an interrupt on to the workers: only a terminal sends it to them as well."""
        interrupt(self.workers)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        message: dict[str, Any] | None = getattr(report, ATTRIBUTE, None)
        if message is None:
            return
        test, run = message["test"], Run(*message["run"])
        results, key = self.results, (test, run.target)
        results.positions[test], results.baselines[test] = message["position"], message["baselines"]
        results.seconds[key] = results.seconds.get(key, 0.0) + report.duration
        if message["failed"]:
            results.failed.add(key)
        if message["unusable"] and message["unusable"] not in self.unusable:
            self.unusable.append(message["unusable"])
        self.collected = message["collected"]
        self.full = self.full and message["whole"]
        if message["finding"] is not None:
            self.ran += 1
            results.add(test, run, finding_of(message["finding"], self.pair.expected_differences))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        logs: list[Path] = session.config.stash.get(LOGS, [])
        self.logs += logs
        if "folder" in vars(self):
            self.remove_folder()
        if session.config.option.collectonly or not self.collected:
            return
        full = self.full and not session.shouldstop and not session.shouldfail and self.everything_ran(session)
        self.comparison = self.results.comparison(full)
        if session.exitstatus == pytest.ExitCode.OK and not self.comparison.equal:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def remove_folder(self) -> None:
        """Remove what the workers wrote, but the logs that they kept; one that was killed has removed nothing."""
        if not self.logs:
            shutil.rmtree(self.folder, ignore_errors=True)

    def everything_ran(self, session: pytest.Session) -> bool:
        """Whether the folders of the tests were run whole, and nothing of them failed."""
        root = self.pair.settings.root
        paths = [Path(argument.partition("::")[0]) for argument in session.config.args]
        folders = [root / tests for tests in self.pair.settings.tests]
        whole = all(any(folder.is_relative_to(root / path) for path in paths) for folder in folders)
        single = any("::" in argument for argument in session.config.args)
        return whole and not single and self.ran == self.collected and not session.testsfailed

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.comparison is not None:
            for line in unused_lines(self.comparison):
                terminalreporter.write_line(line, red=True)
        for log in self.logs:
            terminalreporter.write_line(f"comparison: a server's log was kept: {log}")
