"""Run the pair's tests in one process: each pytest item is a run of a test, on a target and a side."""

from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from ..compare import REPEAT, Finding, Run, pairs_to_compare
from ..comparer import Comparer
from ..errors import ComparisonError
from ..targets import AppRunner
from ..targets.time_limit import keep_stderr
from .baseline_repeats import BaselineRepeats
from .exit import CALLER_EXITS, end_process
from .failure_text import fail_for_differences, failing_line, shorten_never_awaited
from .kept_exchanges import KeptExchanges
from .limits import FailedResponse, Interrupted, LimitedRuns
from .message import ATTRIBUTE, encode_finding
from .pair import Pair, item_places, items_of_shard, pair_test_name, run_of
from .published import mask_report, published, secrets_of
from .repeats import judged

# How many tests later a repeat runs, where no clock has to have gone on.
_REPEAT_LATER = 25
# A coroutine is truthy, so an un-awaited permission check always passes: it fails the test, on either side. pytest
# turns what Python prints about a coroutine that is garbage collected into a warning of its own.
_NEVER_AWAITED = (
    "error:coroutine .* was never awaited:RuntimeWarning",
    "error:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning",
)
LOGS: pytest.StashKey[list[Path]] = pytest.StashKey()
NOTICES: pytest.StashKey[list[str]] = pytest.StashKey()


class PairRuns(LimitedRuns):
    """The plugin of each process that runs pair tests: their conversations, their apps, and the finding of each item.

    `selected` and `done` have the runs of each test that were selected, and that have ended.
    """

    def __init__(
        self,
        pair: Pair,
        secret: str,
        dist: str,
        directory: str | None = None,
        exchanges: Path | None = None,
        app_runner: AppRunner | None = None,
    ) -> None:
        super().__init__(pair, dist)
        self.secret = secret
        self.comparer = Comparer(
            pair.settings,
            pair.expected_differences,
            pair.against,
            pair.name_notes,
            pair.versions.get("candidate", {}).get("quart", ""),
        )
        self.app_runner = app_runner or AppRunner(pair.settings, secret, None if directory is None else Path(directory))
        self.app_runner.start_limit_error = Interrupted
        self.kept = KeptExchanges(exchanges, self.comparer, secret)
        keep_stderr()
        self.selected: dict[str, set[Run]] = {}
        self.done: dict[str, set[Run]] = {}
        self.positions: dict[str, int] = {}
        self.items: dict[tuple[str, Run], pytest.Item] = {}
        self.findings: dict[str, Finding] = {}
        self.repeats = BaselineRepeats(self.app_runner)
        self.deselected_any = False
        self.fatal_error = ""
        self.session: pytest.Session | None = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run each test that uses `pair_client` once for each run; with the marker `pair_env`, on `client` alone."""
        if "pair_client" in metafunc.fixturenames:
            has_env = metafunc.definition.get_closest_marker("pair_env") is not None
            runs = [run for run in self.pair.runs if run.target == "client"] if has_env else self.pair.runs
            metafunc.parametrize("pair_client", runs, indirect=True, ids=str)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        """Note the order of the tests, before other plugins reorder or deselect them.

        Then leaves out the tests of other shards, notes which runs are selected, and moves the repeats back. Adds marks
        that make a coroutine that is never awaited an error in the pair's tests.
        """
        for item in items:
            if run_of(item) is not None:
                self.positions.setdefault(self._name(item), len(self.positions))
                for line in _NEVER_AWAITED:
                    item.add_marker(pytest.mark.filterwarnings(line))
        yield
        items[:] = items_of_shard(items, self.pair)
        for item in items:
            if (run := run_of(item)) is not None:
                self.selected.setdefault(self._name(item), set()).add(run)
                self.items[self._name(item), run] = item
        later = len(items) if self.pair.settings.report_unused_normalizers else _REPEAT_LATER
        items.sort(key=item_places(items, self.pair, later).__getitem__)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Note whether a run of a pair test was deselected: the session is then not complete."""
        self.deselected_any = self.deselected_any or any(run_of(item) for item in items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Run an item of the pair, repeat the baseline where it may be noise that differs, and report the item."""
        run = run_of(item)
        if run is None:
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        self.repeats.note(item, self.pair.side_of(run), run, all(report.passed for report in reports))
        if item.nodeid in self.findings:
            self._judge(item, run, nextitem)
            self._publish(item, reports)
        finding = self.findings.get(item.nodeid, Finding())
        for report in reports:
            failed = report.failed
            shorten_never_awaited(report)
            if report.when == "call":
                fail_for_differences(report, self.pair, self._name(item), run, finding)
            setattr(report, ATTRIBUTE, self._message(item, run, report.when == "call", failed))
            item.ihook.pytest_runtest_logreport(report=report)
        self._end_run(item, run)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        """Record and compare the run when its test function ends, also by an exception.

        A response that does not come in time, or is broken off, fails the test with `FailedResponse`: it has the line
        of the test, and what the app or its server logged.
        """
        run = run_of(pyfuncitem)
        if run is None:
            return (yield)
        try:
            result = yield
        except ComparisonError as error:
            raise FailedResponse(str(error)) from None
        except Exception as error:
            with suppress(ComparisonError):
                # mypy: `Item` has no `funcargs`, the item of a function has.
                pyfuncitem.funcargs["pair_client"].recorder.add_state()  # type: ignore[attr-defined]
            self._record(pyfuncitem, run)
            client: Any = pyfuncitem.funcargs["pair_client"]
            text = client.recorder.failure_text(error)
            if text is None:
                raise
            raise FailedResponse(f"{failing_line(pyfuncitem, error)}, on {run}: {text}") from None
        try:
            recording: Any = pyfuncitem.funcargs["pair_client"]
            recording.recorder.add_state()
        except ComparisonError as error:
            raise FailedResponse(str(error)) from None
        self._record(pyfuncitem, run)
        return result

    def _record(self, item: pytest.Function, run: Run) -> None:
        """Keep the conversation of a repeat; compare that of any other run, and keep its finding."""
        client: Any = item.funcargs["pair_client"]
        conversation = client.recorder.conversation
        if self.repeats.is_running:
            self.repeats.conversation = conversation
        else:
            self.findings[item.nodeid] = self.comparer.add(self._name(item), run, conversation)

    def _judge(self, item: pytest.Item, run: Run, nextitem: pytest.Item | None) -> None:
        """Replace the finding of a run by that without noise."""
        name, pairs = self._name(item), pairs_to_compare(run, self.pair.against)
        baseline = self.items.get((name, pairs[0][0])) if pairs and run.side != REPEAT else None
        if baseline is None:
            return

        run_once, run_after_earlier = self.repeats.ways(baseline, self.pair.side_of(pairs[0][0]), pairs[0][0], nextitem)
        self.findings[item.nodeid] = judged(
            self.comparer,
            name,
            pairs[0][0].target,
            self.findings[item.nodeid],
            lambda: self.comparer.compare(name, run),
            run_once,
            run_after_earlier=run_after_earlier,
        )

    def _publish(self, item: pytest.Item, reports: Sequence[pytest.TestReport]) -> None:
        """Mask the secrets of the test in its finding, and in the text of a failure."""
        name, finding = self._name(item), self.findings[item.nodeid]
        if not finding.differences and not finding.noise and not any(report.failed for report in reports):
            return
        secrets = secrets_of(self.secret, self.comparer.conversations_of(name))
        self.findings[item.nodeid] = published(finding, secrets, self._origin)
        for report in reports:
            mask_report(report, secrets)

    def _origin(self, run: Run) -> str:
        return self.app_runner.origin(self.pair.side_of(run), run.target)

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """End the process if a thread of an app is stuck, unless the caller of pytest does it (`CALLER_EXITS`)."""
        if self.app_runner.has_stuck_threads and not config.stash.get(CALLER_EXITS, False):
            end_process(int(self.session.exitstatus) if self.session else 0)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Stop all servers; keep their logs if a test failed, and send the paths to the process that reports."""
        self.session = session
        logs = self.app_runner.close(keep_logs=bool(session.testsfailed))
        session.config.stash[LOGS] = logs
        session.config.stash[NOTICES] = [*self.app_runner.shared.values(), *self.kept.close()]
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["comparison_logs"] = [str(log) for log in logs]
            output["comparison_notices"] = session.config.stash[NOTICES]

    def _name(self, item: pytest.Item) -> str:
        return pair_test_name(item, self.pair.settings.tests)

    def _message(self, item: pytest.Item, run: Run, is_call: bool, failed: bool) -> dict[str, Any]:
        """Return what the process that reports must know of a part of an item, in types that execnet can send.

        The finding is in the report of the call alone. `collected` counts the selected runs of all tests.
        """
        name = self._name(item)
        finding = self.findings.get(item.nodeid) if is_call else None
        return {
            "test": name,
            "run": [run.target, run.side],
            "position": self.positions[name],
            "baseline_runs": sum(selected.side != "candidate" for selected in self.selected[name]),
            "collected": sum(map(len, self.selected.values())),
            "deselected_any": self.deselected_any,
            "failed": failed,
            "fatal_error": self.fatal_error,
            "finding": None if finding is None else encode_finding(finding, self.pair.expected_differences),
        }

    def _end_run(self, item: pytest.Item, run: Run) -> None:
        """Note that a run has ended; drop its finding, and the conversations that no remaining run needs."""
        name = self._name(item)
        done = self.done.setdefault(name, set())
        done.add(run)
        self.kept.keep(name, run, self.selected[name] - done, self._origin, item)
        self.comparer.discard(name, self.selected[name] - done)
        self.findings.pop(item.nodeid, None)
