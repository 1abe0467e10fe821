"""The pytest plugin in the process of a side: records each test, its outcome and its exchanges, in a file.

What it needs stands in the environment variable COMPARISON_SUITE, as JSON.
"""

import faulthandler
import json
import os
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from . import STACK_SUFFIX, VARIABLE
from .app_finder import install_finders
from .flask_tests import path_of_all_tests
from .internals import reason_of
from .loop_scope import set_loop_scope
from .own_loop import own_loop
from .recording import ExchangeRecorder
from .records import RecordWriter, TestOutcome, TestRecord
from .rewriting import readable
from .source import source_of

# Characters of the text of a failure that are kept.
_MAX_TEXT = 20_000
# Seconds beyond the time limit until a test ends its process: that of an answer of the app comes first.
_GRACE = 5.0


class SideTests:
    """Records the tests of a session."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.writer = RecordWriter(Path(options["file"]))
        self.recorder = ExchangeRecorder(Path(options["root"]), options["exclude"])
        self.stack = ExitStack()
        self.reports: list[pytest.TestReport] = []
        self.reason = ""
        self.stack_file = Path(options["file"]).with_suffix(STACK_SUFFIX).open("w", encoding="utf-8")

    def pytest_sessionstart(self) -> None:
        self.stack.enter_context(self.recorder.installed())
        if self.options["is_candidate"]:
            from . import bridge  # noqa: PLC0415 - the interpreter of a Flask app may have no Quart

            bridge.run_asgi_app = self.recorder.recorded(bridge.run_asgi_app)

    def pytest_sessionfinish(self) -> None:
        self.stack.close()
        self.stack_file.close()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, Any, Any]:
        report = yield
        if report.failed:
            call = getattr(report, "call", None)
            error = call.excinfo.value if call is not None and call.excinfo is not None else None
            reason = reason_of(error) if error is not None and self.options["is_candidate"] else ""
            self.writer.failed_to_collect(report.nodeid, str(report.longrepr)[-_MAX_TEXT:], reason)
        return report

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.writer.collected([item.nodeid for item in session.items])

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Record a test from its fixtures on; a test that takes too long ends the process."""
        started, self.reports, self.reason = time.monotonic(), [], ""
        own_loop.refused.clear()
        self.writer.start(item.nodeid)
        self.recorder.begin()
        # No thread that the tests can see: some wait until theirs have ended.
        seconds = self.options["seconds"]
        faulthandler.dump_traceback_later(seconds + min(seconds, _GRACE), exit=True, file=self.stack_file)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()
            took = time.monotonic() - started
            exchanges = self.recorder.end()
            self.writer.add(TestRecord(item.nodeid, *self._outcome(), took, exchanges, source_of(item)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        if call.excinfo is not None and self.options["is_candidate"]:
            self.reason = self.reason or reason_of(call.excinfo.value)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(report)

    def _outcome(self) -> tuple[TestOutcome, str]:
        failed = [report for report in self.reports if report.failed]
        text = readable("\n".join(report.longreprtext for report in failed)[-_MAX_TEXT:])
        # What is refused in another thread, the test itself may not get to see.
        refusal = self.reason or next(iter(own_loop.refused), "")
        if failed and refusal:
            return "not_runnable", refusal
        if failed:
            return "failed", text
        # A test that fails as expected has run.
        skipped = [report for report in self.reports if report.skipped and not hasattr(report, "wasxfail")]
        if skipped:
            reason = skipped[0].longrepr
            return "skipped", str(reason[2] if isinstance(reason, tuple) else reason)
        return "passed", ""


def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser) -> None:
    """Record the session; modules are found as on the side, and what no plugin sets is set."""
    set_loop_scope(early_config, parser)
    options = json.loads(os.environ[VARIABLE])
    root = Path(options["tests_root"])
    tests = [path for path in (path_of_all_tests(Path(path)) for path in options["tests"]) if path != root]
    install_finders(Path(options["root"]), options["aliases"], root, tests)
    early_config.pluginmanager.register(SideTests(options), "comparison-side-tests")
