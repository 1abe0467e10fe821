"""Running the pair's tests in one process: each item is a run of a test, on a side and a target."""

import time
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..compare import AGAIN, Finding, JudgedDifference, Ledger, Run
from ..report.terminal import difference_text
from ..targets import Reach
from ..targets.limit import Limit, TimeLimitReached, keep_stderr
from ..targets.reach import GRACE
from ..targets.recording import LateAnswer
from .ending import ENDED_BY_CALLER, end_process
from .message import ATTRIBUTE, values_of
from .pair import Pair, name_of, run_of

# What pytest.fail raises.
Failed: Any = pytest.fail.Exception
SECOND = 1.1
# A coroutine is true, so that a check that nobody awaits lets everybody in: it fails the test, on either side. pytest
# turns what Python says of a coroutine when it is collected into a warning of its own.
NEVER_AWAITED = (
    "error:coroutine .* was never awaited:RuntimeWarning",
    "error:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning",
)


class TooLate(Failed):  # type: ignore[misc]
    """A test or an app that did not end in time; shown as a text, without a traceback."""

    def __init__(self, text: str) -> None:
        super().__init__(text, pytrace=False)


class Interrupted(TimeLimitReached, Failed):  # type: ignore[misc]
    """Raised by a time limit; pytest cleans up only after what is one of its own outcomes."""


class PairRuns:
    """The runs in this process: their conversations, their servers, and what became of each item."""

    def __init__(self, pair: Pair, secret: str, dist: str, folder: str | None = None) -> None:
        self.pair = pair
        self.dist = dist
        self.ledger = Ledger(pair.settings, pair.expected_differences, pair.against)
        self.reach = Reach(pair.settings, secret, None if folder is None else Path(folder))
        self.reach.late = Interrupted
        keep_stderr()
        self.tests: dict[str, set[Run]] = {}
        self.done: dict[str, set[Run]] = {}
        self.positions: dict[str, int] = {}
        self.findings: dict[str, Finding] = {}
        self.whole = True
        self.unusable = ""
        self.begun = time.monotonic()
        self.session: pytest.Session | None = None
        # That of the test that runs now.
        self.loop: Any = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "pair_client" in metafunc.fixturenames:
            own = metafunc.definition.get_closest_marker("pair_env") is not None
            runs = [run for run in self.pair.runs if run.target == "client"] if own else self.pair.runs
            metafunc.parametrize("pair_client", runs, indirect=True, ids=str)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        """Note the order of the tests; other plugins may then change it, and leave some out."""
        for item in items:
            if run_of(item) is not None:
                self.positions.setdefault(self.name_of(item), len(self.positions))
                for line in NEVER_AWAITED:
                    item.add_marker(pytest.mark.filterwarnings(line))
        yield
        for item in items:
            if (run := run_of(item)) is not None:
                self.tests.setdefault(self.name_of(item), set()).add(run)
        # Much of the noise comes from the clock: the baseline runs again when all the rest is done.
        items.sort(key=lambda item: getattr(run_of(item), "side", "") == AGAIN)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.whole = self.whole and not any(run_of(item) for item in items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        run = run_of(item)
        if run is None:
            return (yield)
        if self.dist not in ("no", "loadgroup"):
            reason = f"--dist={self.dist} parts the runs that are compared: leave it out, or use --dist=loadgroup."
            pytest.fail(reason, pytrace=False)
        if self.pair.settings.judged and run.side == AGAIN:
            # A session that is over so soon has seen no other second.
            time.sleep(max(self.begun + SECOND - time.monotonic(), 0))
        with self.limited(item, run, self.pair.settings.timeout + self.pair.settings.start_timeout):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        run = run_of(item)
        if run is None:
            return (yield)
        with self.limited(item, run, self.pair.settings.timeout):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        run = run_of(item)
        if run is None:
            return (yield)
        with self.limited(item, run, self.pair.settings.timeout + self.pair.settings.start_timeout):
            return (yield)

    @contextmanager
    def limited(self, item: pytest.Item, run: Run, seconds: float) -> Iterator[None]:
        """Fail a part of a test that has not ended in time, whatever it raised in the end, and say where it stood."""
        with Limit(seconds + GRACE, self.pair.settings.root, Interrupted) as limit:
            limit.loop = self.loop
            try:
                yield
                limit.disarm()
            except TimeLimitReached:
                limit.reached = True
            except BaseException:
                if not limit.reached:
                    raise
        if limit.reached:
            where = limit.text(f"{self.name_of(item)} on {run} has not ended")
            raise TooLate(f"{where}\nThe time limit is `timeout` in [tool.comparison], in seconds.") from None

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        run = run_of(pyfuncitem)
        if run is None:
            return (yield)
        try:
            result = yield
        except LateAnswer as error:
            self.unexplained(pyfuncitem, run)
            raise TooLate(f"{place_in(pyfuncitem, error)}, on {run}: {error}") from None
        except Exception:
            if unexplained := self.unexplained(pyfuncitem, run):
                pyfuncitem.add_report_section("call", "comparison", self.described(run, unexplained))
            raise
        if unexplained := self.unexplained(pyfuncitem, run):
            pytest.fail(self.described(run, unexplained), pytrace=False)
        return result

    def unexplained(self, item: pytest.Function, run: Run) -> list[JudgedDifference]:
        client: Any = item.funcargs["pair_client"]
        finding = self.ledger.add(self.name_of(item), run, client.recorder.conversation)
        self.findings[item.nodeid] = finding
        return [judged for judged in finding.judged if judged.expected is None]

    def described(self, run: Run, unexplained: list[JudgedDifference]) -> str:
        by_runs: dict[tuple[Run, Run], list[JudgedDifference]] = {}
        for judged in unexplained:
            by_runs.setdefault(judged.runs, []).append(judged)
        return "\n\n".join(self.described_between(run, runs, group) for runs, group in by_runs.items())

    def described_between(self, run: Run, runs: tuple[Run, Run], unexplained: list[JudgedDifference]) -> str:
        what = "The apps differ" if self.pair.against is None else f"The {run.side} differs from itself"
        if run.side == AGAIN:
            itself = "The baseline differs from itself, run once more"
            what = itself if AGAIN in (run.side for run in runs) else "The apps differ where the baseline never does"
        by_target = runs[0].target != runs[1].target
        origins = {
            run.target if by_target else run.side: self.reach.origin(self.pair.side_of(run), run.target) for run in runs
        }
        return difference_text(f"{what} on {run.target}", [judged.difference for judged in unexplained], origins)

    def name_of(self, item: pytest.Item) -> str:
        return name_of(item, self.pair.settings.tests)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        run = run_of(item)
        if run is None:
            return report
        finding = self.findings.get(item.nodeid, Finding())
        differs = any(judged.expected is None for judged in finding.judged)
        error = call.excinfo and call.excinfo.value
        ours = isinstance(error, Failed) and not isinstance(error, TooLate)
        failed = report.failed and (not (ours or error is None) or not differs)
        if differs and hasattr(report, "wasxfail") and report.skipped:
            # An expected failure (xfail) does not make a difference expected.
            report.outcome = "failed"
            del report.wasxfail
        setattr(report, ATTRIBUTE, self.message(item, run, report.when == "call", failed))
        if report.when == "teardown":
            self.forget(item, run)
        return report

    def message(self, item: pytest.Item, run: Run, called: bool, failed: bool) -> dict[str, Any]:
        """Return what the process that reports must know of this part of an item."""
        name = self.name_of(item)
        finding = self.findings.get(item.nodeid) if called else None
        return {
            "test": name,
            "run": [run.target, run.side],
            "position": self.positions[name],
            "baselines": sum(run.side != "candidate" for run in self.tests[name]),
            "collected": sum(map(len, self.tests.values())),
            "whole": self.whole,
            "failed": failed,
            "unusable": self.unusable,
            "finding": None if finding is None else values_of(finding, self.pair.expected_differences),
        }

    def forget(self, item: pytest.Item, run: Run) -> None:
        name = self.name_of(item)
        done = self.done.setdefault(name, set())
        done.add(run)
        self.ledger.forget(name, self.tests[name] - done)
        self.findings.pop(item.nodeid, None)

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config: pytest.Config) -> None:
        if self.reach.threads_left and not config.stash.get(ENDED_BY_CALLER, False):
            end_process(int(self.session.exitstatus) if self.session else 0)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.session = session
        logs = self.reach.close(keep_logs=bool(session.testsfailed))
        session.config.stash[LOGS] = logs
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["comparison_logs"] = [str(log) for log in logs]


def place_in(item: pytest.Item, error: BaseException) -> str:
    """Return file and line of a test at which an error came out of what it called."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(item.path)]
    return f"{item.nodeid.partition('::')[0]}:{lines[-1] if lines else item.reportinfo()[1]}"


LOGS: pytest.StashKey[list[Path]] = pytest.StashKey()
