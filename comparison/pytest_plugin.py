"""pytest hooks and fixtures: each test that asks for `pair_client` runs on both apps, on each target."""

import secrets
import time
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .compare import AGAIN, Comparison, Judged, Ledger, Run, runs_of
from .errors import ComparisonError, ConfigurationError
from .explanation import read_explanations
from .report import difference_text, idle_text
from .settings import Settings, Side, checked_targets, read_settings
from .targets import Reach
from .targets.recording import RecordingClient

SECOND = 1.1
# A coroutine is true, so that a check that nobody awaits lets everybody in: it fails the test, on either side.
NEVER_AWAITED = (
    "error:coroutine .* was never awaited:RuntimeWarning",
    "error:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning",
)

SESSION: pytest.StashKey["PairSession"] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("comparison", "comparison of two apps ([tool.comparison] in pyproject.toml)")
    group.addoption("--comparison-target", action="append", default=[], help="only on this target (repeatable)")
    group.addoption("--comparison-against", help="compare each app's targets with this target of the same app")
    group.addoption("--comparison-baseline", help="another baseline: an import string")
    group.addoption("--comparison-candidate", help="another candidate: an import string")
    share = "this session has a share of the targets; the first one judges the noise"
    group.addoption("--comparison-share", choices=("first", "other"), help=share)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pair_env(variables): run on `client` alone, in apps made with this environment")
    try:
        settings = read_settings(config.rootpath)
        if settings is not None and getattr(config.option, "numprocesses", None):
            raise ConfigurationError("pytest -n would part the runs that are to be compared: run without -n here.")
        if settings is not None:
            config.stash[SESSION] = PairSession(config, settings)
            config.pluginmanager.register(config.stash[SESSION], "comparison-session")
            for line in NEVER_AWAITED:
                config.addinivalue_line("filterwarnings", line)
    except ComparisonError as error:
        raise pytest.UsageError(str(error)) from None


class PairSession:
    """One session: its ledger, its servers, and what became of each item."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        option = config.option
        chosen = settings.with_targets(tuple(option.comparison_target))
        self.settings = chosen.with_apps(option.comparison_baseline, option.comparison_candidate)
        self.against: str | None = option.comparison_against
        if self.against is not None:
            checked_targets((self.against,))
            if set(self.settings.targets) == {self.against}:
                raise ConfigurationError(f"There is only {self.against!r} to compare with itself: name another target.")
        self.ledger = Ledger(self.settings, read_explanations(self.settings.explained), self.against)
        self.share: str | None = option.comparison_share
        self.runs = [run for run in runs_of(self.settings, self.against) if self.share != "other" or run.side != AGAIN]
        self.reach = Reach(self.settings, secrets.token_hex(32))
        # Only a session that leaves out nothing can tell that an explanation or a normalizer has no effect.
        chosen_part = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "maxfail")
        other_pair = ["comparison_baseline", "comparison_candidate", "comparison_against"]
        other_pair += [] if self.share else ["comparison_target"]
        self.full = not any(getattr(option, name, None) for name in (*chosen_part, *other_pair))
        self.tests: dict[str, set[Run]] = {}
        self.failed: set[tuple[str, str]] = set()
        self.differing: set[str] = set()
        self.seconds: dict[tuple[str, str], float] = {}
        self.comparison: Comparison | None = None
        self.logs: list[Path] = []
        self.unusable = ""
        self.begun = time.monotonic()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "pair_client" in metafunc.fixturenames:
            own = metafunc.definition.get_closest_marker("pair_env") is not None
            runs = [run for run in self.runs if run.target == "client"] if own else self.runs
            metafunc.parametrize("pair_client", runs, indirect=True, ids=str)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if (run := run_of(item)) is not None:
                self.tests.setdefault(self.name_of(item), set()).add(run)
        # Much of the noise comes from the clock: the baseline runs again when all the rest is done.
        items.sort(key=lambda item: getattr(run_of(item), "side", "") == AGAIN)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Wait for the next second, in a session that is over so soon and judges its normalizers."""
        if self.settings.judged and getattr(run_of(item), "side", "") == AGAIN:
            time.sleep(max(self.begun + SECOND - time.monotonic(), 0))

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.full = self.full and not items

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        run = run_of(pyfuncitem)
        try:
            result = yield
        except Exception:
            if run is not None and (unexplained := self.unexplained(pyfuncitem, run)):
                pyfuncitem.add_report_section("call", "comparison", self.described(run, unexplained))
            raise
        if run is not None and (unexplained := self.unexplained(pyfuncitem, run)):
            pytest.fail(self.described(run, unexplained), pytrace=False)
        return result

    def unexplained(self, item: pytest.Function, run: Run) -> list[Judged]:
        client: Any = item.funcargs["pair_client"]
        found = self.ledger.add(self.name_of(item), run, client.recorder.conversation)
        unexplained = [judged for judged in found if judged.explanation is None]
        if unexplained:
            self.differing.add(item.nodeid)
        return unexplained

    def described(self, run: Run, unexplained: list[Judged]) -> str:
        by_runs: dict[tuple[Run, Run], list[Judged]] = {}
        for judged in unexplained:
            by_runs.setdefault(judged.runs, []).append(judged)
        return "\n\n".join(self.described_between(run, *one) for one in by_runs.items())

    def described_between(self, run: Run, runs: tuple[Run, Run], unexplained: list[Judged]) -> str:
        what = "The apps differ" if self.against is None else f"The {run.side} differs from itself"
        if run.side == AGAIN:
            itself = "The baseline differs from itself, run once more"
            what = itself if AGAIN in (one.side for one in runs) else "The apps differ where the baseline never does"
        by_target = runs[0].target != runs[1].target
        origins = {
            one.target if by_target else one.side: self.reach.origin(self.side_of(one), one.target) for one in runs
        }
        return difference_text(f"{what} on {run.target}", [judged.difference for judged in unexplained], origins)

    def name_of(self, item: pytest.Item) -> str:
        """Return a pair test's name: its file in the folder of the tests, class, function, and other parameters."""
        path, _, name = item.nodeid.partition("[")[0].partition("::")
        for tests in self.settings.tests:
            path = path.removeprefix(f"{tests.rstrip('/')}/")
        call: Any = getattr(item, "callspec", None)
        rest = without_run(call.id, call.params["pair_client"])
        return f"{path}::{name}[{rest}]" if rest else f"{path}::{name}"

    def side_of(self, run: Run) -> Side:
        return self.settings.candidate if run.side == "candidate" else self.settings.baseline

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        run = run_of(item)
        if run is not None:
            key = (self.name_of(item), run.target)
            self.seconds[key] = self.seconds.get(key, 0.0) + report.duration
            differs = item.nodeid in self.differing
            asserted = call.excinfo is not None and not isinstance(call.excinfo.value, pytest.fail.Exception)
            if report.failed and (asserted or not differs):
                self.failed.add(key)
            if differs and hasattr(report, "wasxfail") and report.skipped:
                # Whoever expects a test to fail has not explained that the apps differ.
                report.outcome = "failed"
                del report.wasxfail
            if report.when == "teardown" and run in self.runs[-2 if self.runs[-1].side == AGAIN else -1 :]:
                more = run.side != AGAIN and self.runs[-1].side == AGAIN
                self.ledger.forget(self.name_of(item), self.runs[0] if more else None)
        return report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.logs = self.reach.close(keep_logs=bool(session.testsfailed))
        if session.config.option.collectonly or not self.tests:
            return
        full = self.full and not session.shouldstop and not session.shouldfail and self.everything_ran(session)
        self.comparison = self.ledger.comparison(list(self.tests), self.failed, self.seconds, full)
        if session.exitstatus == pytest.ExitCode.OK and not self.comparison.equal and not self.share:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def everything_ran(self, session: pytest.Session) -> bool:
        """Whether the folders of the tests were run whole, and nothing of them failed."""
        root = self.settings.root
        asked = [Path(argument.partition("::")[0]) for argument in session.config.args]
        whole = all(any((root / tests).is_relative_to(root / path) for path in asked) for tests in self.settings.tests)
        single = any("::" in argument for argument in session.config.args)
        complete = all(self.ledger.ran.get(test) == runs for test, runs in self.tests.items())
        return whole and not single and complete and not session.testsfailed

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.comparison is not None:
            for line in idle_text(self.comparison):
                terminalreporter.write_line(line, red=True)
        for log in self.logs:
            terminalreporter.write_line(f"comparison: a server's log was kept: {log}")


@pytest_asyncio.fixture
async def pair_client(request: pytest.FixtureRequest) -> AsyncIterator[RecordingClient]:
    """A client of one app of the pair, with the methods of `httpx2.AsyncClient`; the plugin runs the test on both.

    What it sends and receives is compared with what the other app answered to the same test.
    """
    session = request.config.stash.get(SESSION, None)
    if session is None:
        pytest.fail(
            "pair_client needs a section [tool.comparison] in pyproject.toml that names the two apps.", pytrace=False
        )
    run: Run = request.param
    try:
        marker = request.node.get_closest_marker("pair_env")
        side = session.side_of(run).with_env(marker.args[0]) if marker else session.side_of(run)
        async with session.reach.client(side, run.target) as (client, _):
            yield client
    except ComparisonError as error:
        # No other test would fare better with an app that does not start.
        request.session.shouldstop = session.unusable = str(error)
    if session.unusable:
        pytest.fail(session.unusable, pytrace=False)


def run_of(item: pytest.Item) -> Run | None:
    """Return the run that an item stands for; None for a test that compares nothing, or runs on none of the targets."""
    call = getattr(item, "callspec", None)
    run = call.params.get("pair_client") if call is not None else None
    # Where there are none, pytest puts a placeholder in their place, and skips the item.
    return run if isinstance(run, Run) else None


def without_run(identity: str, run: Run) -> str:
    """Return the part of an item's parameters that are not the run."""
    if identity == str(run):
        return ""
    if identity.startswith(f"{run}-"):
        return identity.removeprefix(f"{run}-")
    return identity.removesuffix(f"-{run}") if identity.endswith(f"-{run}") else identity.replace(f"-{run}-", "-", 1)
