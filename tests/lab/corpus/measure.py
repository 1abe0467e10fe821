"""Run an app's tests, migrate a copy of it, and run them again."""

import ast
import json
import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comparison.targets import child

PLUGIN = Path(__file__).with_name("plugin")
# Nothing that is not awaited may pass.
STRICT = ["-W", "error::RuntimeWarning", "-W", "error::pytest.PytestUnraisableExceptionWarning"]
# Seconds for all tests of an app.
LONGEST_RUN = 900


@dataclass(frozen=True)
class Checkout:
    """An app that is not ours: its directory, what to migrate in it, and how its tests are run."""

    root: Path
    paths: tuple[str, ...]
    tests: tuple[str, ...]
    python: str = sys.executable
    env: tuple[tuple[str, str], ...] = ()
    recipe: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MeasuredTest:
    """A test of the app as it ended, with the number of requests that it dispatched."""

    outcome: str
    requests: int
    error: str = ""


Results = Mapping[str, MeasuredTest]


@dataclass(frozen=True)
class Measurement:
    """The tests of an app before and after, and how long the migration took."""

    before: Results
    after: Results
    seconds: float
    steps: int

    @property
    def web_tests(self) -> list[str]:
        """The tests that passed and dispatched a request before."""
        return [id for id, test in self.before.items() if test.outcome == "passed" and test.requests]

    def lost(self) -> list[tuple[str, str]]:
        """Return the web tests that do not pass any more or send fewer requests, each with the reason."""
        reasons = ((id, self._reason(id)) for id in self.web_tests)
        return [(id, reason) for id, reason in reasons if reason]

    def _reason(self, id: str) -> str:
        before, after = self.before[id], self.after.get(id)
        if after is None:
            return "not run"
        if after.outcome != "passed":
            return after.error or after.outcome
        if after.requests < before.requests:
            return f"passed with {after.requests} of {before.requests} requests"
        return ""


def measure(checkout: Checkout, work: Path) -> Measurement:
    """Measure a migration in copies of an app below `work`."""
    before = run_tests(checkout, copy_of(checkout, work / "before"), work / "before.jsonl", ())
    begun = time.monotonic()
    migrated = copy_of(checkout, work / "after")
    printed = migrate(checkout, migrated)
    seconds = time.monotonic() - begun
    report = json.loads((work / "report.json").read_text(encoding="utf-8"))
    start = report["start"]
    begin = [(start["file"], "\n".join(start["lines"]))] if start["file"] and start["lines"] else []
    for name, lines in (*begin, *checkout.recipe):
        file = migrated / name
        file.write_text(with_lines(file.read_text(encoding="utf-8"), lines), encoding="utf-8")
    after = run_tests(checkout, migrated, work / "after.jsonl", STRICT)
    (work / "printed.txt").write_text(printed, encoding="utf-8")
    return Measurement(before, after, seconds, report["summary"]["steps"])


def with_lines(text: str, lines: str) -> str:
    """Put lines before all imports of a module but those from `__future__`, which have to be first."""
    future = [
        statement.end_lineno or 0
        for statement in ast.parse(text).body
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    ]
    rows = text.splitlines(keepends=True)
    return "".join([*rows[: max(future, default=0)], f"{lines}\n", *rows[max(future, default=0) :]])


def copy_of(checkout: Checkout, target: Path) -> Path:
    shutil.copytree(checkout.root, target, ignore=shutil.ignore_patterns(".git", "__pycache__", ".venv", "*.pyc"))
    return target


def migrate(checkout: Checkout, directory: Path) -> str:
    """Migrate a copy in place; return what was printed, with the exit status at its end."""
    report = directory.with_name("report.json")
    options = ["--write", "--force", "--report", str(report)]
    command = [sys.executable, "-m", "comparison", "migrate", *options, *checkout.paths]
    pipes: dict[str, Any] = {"stdout": child.PIPE, "stderr": child.PIPE}
    done = child.run(command, LONGEST_RUN, cwd=directory, text=True, **pipes)
    return f"{done.stdout}{done.stderr}exit status {done.returncode}\n"


def run_tests(checkout: Checkout, directory: Path, results: Path, arguments: Sequence[str]) -> Results:
    """Run the tests of a copy, and return how each ended."""
    env = os.environ | dict(checkout.env) | {"COUNTED_REQUESTS": str(results)}
    paths = [
        str(PLUGIN),
        *(str(directory / path) for path in env.get("PYTHONPATH", "").split(":") if path),
        str(directory),
    ]
    env["PYTHONPATH"] = ":".join(paths)
    command = [checkout.python, "-m", "pytest", "-q", "-p", "counted_requests", "-p", "no:cacheprovider"]
    output = results.with_suffix(".txt")
    with output.open("w", encoding="utf-8") as file:
        options: dict[str, Any] = {"stdin": child.DEVNULL, "stdout": file, "stderr": child.STDOUT}
        child.run([*command, *arguments, *checkout.tests], LONGEST_RUN, env, cwd=directory, **options)
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    tests = [json.loads(line) for line in lines]
    return {test["id"]: MeasuredTest(test["outcome"], test["requests"], test["error"]) for test in tests}
