"""Run the tests of a team on one side, in a process of its own, and get what it records."""

import json
import os
import re
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, StartError
from ..settings import Settings
from ..sides import Side
from ..suite import STACK_SUFFIX, VARIABLE
from ..suite.records import RecordFile, RecordWriter, TestRecord
from ..targets.child import DEVNULL, STDOUT, kill, start
from ..targets.instance import server_variables
from ..targets.pair_servers import PairServers
from ..targets.side_process import exposed_package
from .keyword import check_keyword
from .steps import ProgressStep

# Exit statuses of pytest: tests passed, tests failed; nothing was collected.
_FINE, _NOTHING = (0, 1), 5
_PAUSE = 0.05
# Lines of what pytest printed that are shown.
_LINES = 25
_IN_PYTHON = re.compile(r"site-packages|/lib/python|<frozen")
# Called with the records so far, and the names of the tests that have ended since.
OnEnded = Callable[[RecordFile, Sequence[str]], None]
OnStep = Callable[[ProgressStep], None]


@dataclass(frozen=True)
class SuiteTests:
    """The tests of a suite: their paths, pytest's -k, and more arguments for pytest; `root` is where they are."""

    root: Path
    paths: tuple[str, ...]
    keyword: str = ""
    arguments: tuple[str, ...] = ()

    @property
    def places(self) -> list[Path]:
        """The files and directories of the tests."""
        return [self.root / path.partition("::")[0] for path in self.paths]

    def named(self, names: Sequence[str]) -> "SuiteTests":
        """Return these tests alone, by their node ids."""
        return replace(self, paths=tuple(names), keyword="")


def suite_tests(settings: Settings, paths: Sequence[str], keyword: str, arguments: Sequence[str]) -> SuiteTests:
    """Return the tests of a suite; they are those of the baseline's own directory, if it has them.

    Raises `ConfigurationError` for a path that does not exist, and a wrong keyword expression.
    """
    check_keyword(keyword)
    roots = [settings.baseline.directory or settings.root, settings.root]
    for path in paths:
        if not any((root / path.partition("::")[0]).exists() for root in roots):
            raise ConfigurationError(f"{path!r} does not exist in {roots[0]}: name a file or a directory of tests.")
    root = next(root for root in roots if all((root / path.partition("::")[0]).exists() for path in paths))
    return SuiteTests(root.resolve(), tuple(paths), keyword, tuple(arguments))


class SuiteProgress:
    """Shows the progress of a side: each test ends on both."""

    def __init__(self, show: OnStep, side: str) -> None:
        self.show = show
        self.side = side
        self.is_counted = False

    def __call__(self, file: RecordFile, names: Sequence[str]) -> None:
        """Show which tests have ended, and once how many there are."""
        added = 0 if self.is_counted else len(file.collected)
        self.is_counted = self.is_counted or bool(added)
        if names or added:
            last = names[-1].rpartition("::")[2] if names else ""
            self.show(ProgressStep(added, len(names), f"{self.side} {last}"))


class SuiteSide:
    """Runs tests on a side. Each run gets a directory of its own, below that of `servers`."""

    def __init__(self, side: Side, settings: Settings, servers: PairServers) -> None:
        self.side = side
        self.settings = settings
        self.servers = servers
        self.runs = 0

    @property
    def is_candidate(self) -> bool:
        return self.side.name == "candidate"

    def run(self, tests: SuiteTests, on_ended: OnEnded = lambda file, names: None) -> RecordFile:
        """Run tests, and return their records; `on_ended` gets the names of those that end.

        A test that ends the process fails, and those after it run in a new one. Raises `StartError` if pytest fails.
        """
        self.runs += 1
        directory = self.servers.directory / f"suite-{self.side.name}-{self.runs}"
        directory.mkdir()
        file = RecordFile(directory / "records.jsonl")
        remaining = tests
        while True:
            ended = len(file.outcomes)
            printed, status = self._run_process(remaining, directory, file, on_ended)
            rest = [name for name in file.collected if name not in file.outcomes]
            if not rest:
                break
            text = self._text_of_end(file) or f"The test has ended its process. pytest printed:\n{printed}"
            # Without a process that starts no test can run.
            for name in file.unfinished or (rest if len(file.outcomes) == ended else ()):
                RecordWriter(file.file).add(TestRecord(name, "failed", text))
            on_ended(file, file.refresh())
            remaining = tests.named([name for name in rest if name not in file.outcomes])
            if not remaining.paths:
                break
        if status == _NOTHING and not file.broken:
            raise StartError(f"pytest found no test in {', '.join(tests.paths)}{_selected(tests)}: name others.")
        if status not in _FINE and not file.outcomes and not file.broken:
            raise StartError(f"pytest failed on the {self.side.name}. It printed:\n{printed}\nFix that, and run again.")
        return file

    def _text_of_end(self, file: RecordFile) -> str:
        """Return where a test was that took too long; "" if none did."""
        stack = file.file.with_suffix(STACK_SUFFIX)
        lines = stack.read_text(encoding="utf-8", errors="replace").splitlines() if stack.exists() else []
        frames = [line for line in lines if line.startswith("  File ") and not _IN_PYTHON.search(line)]
        limit = f"The test took longer than `timeout` in [tool.comparison], {self.settings.timeout:g} s."
        return "\n".join([f"{limit} It was here, the innermost call first:", *frames[:_LINES]]) if lines else ""

    def _run_process(
        self, tests: SuiteTests, directory: Path, file: RecordFile, on_ended: OnEnded
    ) -> tuple[str, int | None]:
        """Run pytest once; return the last lines that it printed, and its exit status."""
        log = directory / "printed.txt"
        with log.open("ab") as output:
            process = start(
                self._command(tests),
                self._environment(tests, directory, file),
                cwd=self.servers.root_of(self.side),
                stdin=DEVNULL,
                stdout=output,
                stderr=STDOUT,
            )
        try:
            while process.poll() is None:
                on_ended(file, file.refresh())
                time.sleep(_PAUSE)
        except BaseException:
            kill(process)
            raise
        finally:
            process.wait()
        on_ended(file, file.refresh())
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES:]
        return "\n".join(lines), process.returncode

    def _command(self, tests: SuiteTests) -> list[str]:
        plugins = ["comparison.suite.side_tests", *(["comparison.suite.flask_tests"] if self.is_candidate else [])]
        words = [self.side.python or sys.executable, "-m", "pytest"]
        words += [word for name in plugins for word in ("-p", name)]
        # The tests of the pair have their own command.
        words += ["-p", "no:comparison", "-p", "no:cacheprovider", "--assert=rewrite", f"--rootdir={tests.root}"]
        words += ["--continue-on-collection-errors"]
        words += ["-o", f"flask_tests_timeout={self.settings.timeout}"] if self.is_candidate else []
        words += [f"--ignore={tests.root / path}" for path in self.settings.tests if not self._is_wanted(tests, path)]
        words += [f"-k{tests.keyword}"] if tests.keyword else []
        return [*words, *tests.arguments, *(str(tests.root / path) for path in tests.paths)]

    def _is_wanted(self, tests: SuiteTests, path: str) -> bool:
        """Return whether a directory of pair tests was named by the caller, or contains what was named."""
        return any(place.is_relative_to(tests.root / path) for place in tests.places)

    def _environment(self, tests: SuiteTests, directory: Path, file: RecordFile) -> dict[str, str]:
        place = directory / "app"
        place.mkdir(exist_ok=True)
        variables = server_variables(self.servers.environment(self.side, "client", place))
        # The order of sets of strings is another one in each run: so it shows as noise.
        seed = 2 * self.runs + self.is_candidate
        variables |= {"PYTHONHASHSEED": str(seed), VARIABLE: self._options(tests, file)}
        if self.side.python:
            package = str(exposed_package(self.servers.directory / "package"))
            variables["PYTHONPATH"] = os.pathsep.join(filter(None, [variables.get("PYTHONPATH", ""), package]))
        variables.pop("PYTEST_ADDOPTS", None)
        return variables

    def _options(self, tests: SuiteTests, file: RecordFile) -> str:
        directory = self.servers.root_of(self.side).resolve()
        own, known = self.side.package, self.settings.baseline.package
        options: dict[str, Any] = {
            "file": str(file.file),
            "root": str(directory),
            "exclude": list(self.settings.exclude),
            "is_candidate": self.is_candidate,
            "seconds": self.settings.timeout,
            "tests_root": str(tests.root),
            "aliases": {known: own} if known != own else {},
            "tests": [str(place.resolve()) for place in tests.places],
        }
        return json.dumps(options)


def _selected(tests: SuiteTests) -> str:
    words = [*(["-k", tests.keyword] if tests.keyword else []), *tests.arguments]
    return f" with {shlex.join(words)}" if words else ""
