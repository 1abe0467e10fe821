"""A pytest session under the command line: run the tests, show how far they are, keep what failed."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .compare import Comparison
from .errors import ConfigurationError
from .pytest_plugin import SESSION
from .settings import Settings


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

    def __init__(self, outcome: Outcome, progress: Progress) -> None:
        self.outcome = outcome
        self.progress = progress
        self.bar = progress.add_task("starting", total=None)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.progress.update(self.bar, total=len(session.items))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.outcome.unusable += f"{report.longreprtext}\nMend {report.nodeid}, and run again.\n"

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.progress.update(self.bar, description=nodeid.rpartition("::")[2][:48].ljust(48))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            sections = [text for name, text in report.sections if name == "Captured comparison call"]
            self.outcome.failures.append((report.nodeid, "\n\n".join([report.longreprtext, *sections])))
        if report.when == "teardown":
            self.progress.advance(self.bar)

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


def run_tests(
    settings: Settings, console: Console, keyword: str = "", targets: tuple[str, ...] = (), junit: Path | None = None,
    against: str | None = None, baseline: str | None = None, candidate: str | None = None,
) -> Outcome:  # fmt: skip
    """Run the pair's tests in a pytest session of their own."""
    for tests in settings.tests:
        if not (settings.root / tests).exists():
            raise ConfigurationError(f"[tool.comparison] tests has {tests!r}, which does not exist in {settings.root}.")
    outcome, begun = Outcome(), time.monotonic()
    named = {"against": against, "baseline": baseline, "candidate": candidate}
    arguments = [
        *settings.tests,
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
        "-o",
        "asyncio_mode=auto",
    ]
    # This process has imported the plugins already, as the command line needs them.
    arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    arguments += [f"--comparison-{name}={value}" for name, value in named.items() if value]
    arguments += [f"--comparison-target={target}" for target in targets]
    arguments += ["-k", keyword] if keyword else []
    arguments += [f"--junit-xml={junit}"] if junit else []
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        status = pytest.main([f"--rootdir={settings.root}", *arguments], plugins=[Watcher(outcome, progress)])
    outcome.interrupted |= status == pytest.ExitCode.INTERRUPTED and not outcome.unusable
    outcome.internal |= status == pytest.ExitCode.INTERNAL_ERROR
    if status == pytest.ExitCode.USAGE_ERROR and not outcome.unusable:
        outcome.unusable = "pytest did not begin; it says above why. Mend that, and run again."
    outcome.seconds = time.monotonic() - begun
    return outcome
