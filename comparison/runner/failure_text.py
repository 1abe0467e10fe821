"""The text of a run that fails because of differences."""

import re
import traceback

import pytest

from ..compare import REPEAT, Finding, Run, RunDifference
from ..groups import count_text
from ..report.differences import difference_text, note_suffix, visible
from .pair import Pair

# What pytest shows of a coroutine that is never awaited, and of where it was created.
_NEVER_AWAITED = re.compile(
    r"^E +(?:\w+: )?(coroutine '.+' was never awaited)\n"
    r"((?:E +Coroutine created at .*\n)?(?:E +File .*\n(?:E {3,}(?!File).*\n)?)*)",
    re.MULTILINE,
)
_DEBUG_MODE = "To see the line that created it, set `asyncio_debug = true` in [tool.pytest.ini_options], and run again."
_RAISED_FOR_IT = ("RuntimeWarning: coroutine ", "pytest.PytestUnraisableExceptionWarning: Exception ignored in")
# The frames of pytest and of Python's own import in an error of collection.
_OWN_FRAMES = re.compile(
    r"^(?:\S*/(?:(?:_pytest|importlib)/\S+|python3\.\d+/ast)\.py|<frozen [\w.]+>):\d+: in .*\n"
    r"(?:(?!\S+:\d+: in |E ).*\n)*",
    re.MULTILINE,
)
# Differences of a run that are printed in full: of the others, only where they are.
_IN_FULL = 3


def fail_for_differences(report: pytest.TestReport, pair: Pair, test: str, run: Run, finding: Finding) -> None:
    """Make the report of a run of a test one of a failure, if there are differences that are not expected.

    This holds for a test that is marked xfail, too. To one that fails anyway, the differences are added as a section.
    """
    unexpected = [difference for difference in finding.differences if difference.expected is None]
    if unexpected and report.failed:
        report.sections.append(("Captured comparison call", failure_text(pair, test, run, unexpected)))
    elif unexpected:
        report.outcome, report.longrepr = "failed", failure_text(pair, test, run, unexpected)
        # An expected failure (xfail) does not make a difference expected.
        vars(report).pop("wasxfail", None)


def failure_text(pair: Pair, test: str, run: Run, differences: list[RunDifference]) -> str:
    """Return the differences that a run of a test showed: the first in full, of the others the places."""
    title = f"{_title(pair, run)} on {run.target}, {count_text(len(differences), 'difference')}:"
    paragraphs = [title, *(difference_text(item, test) for item in differences[:_IN_FULL])]
    if len(differences) > _IN_FULL:
        places = [f"  {item.difference.head}{note_suffix(item)}" for item in differences[_IN_FULL:]]
        paragraphs.append("\n".join(["Beside these:", *map(visible, places)]))
    return "\n\n".join(paragraphs)


def _title(pair: Pair, run: Run) -> str:
    """Return which two runs differ, in words."""
    if run.side == REPEAT:
        return "The apps differ where the baseline never does"
    return "The apps differ" if pair.against is None else f"The {run.side} differs from itself"


def failing_line(item: pytest.Item, error: BaseException) -> str:
    """Return file and line of the test at which an error left what it called, as "FILE:LINE".

    If the error passed no line of the file, the line is that of the test function.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(item.path)]
    # pytest counts lines from 0.
    line = lines[-1] if lines else (item.reportinfo()[1] or 0) + 1
    return f"{item.nodeid.partition('::')[0]}:{line}"


def shorten_never_awaited(report: pytest.TestReport) -> None:
    """Say which coroutine was never awaited, and which line created it, in place of the frames that noticed it.

    Python knows the line in asyncio's debug mode alone, which makes each coroutine slower.
    """
    crash = getattr(report.longrepr, "reprcrash", None)
    match = _NEVER_AWAITED.search(report.longreprtext) if report.failed else None
    if match and crash is not None and crash.message.startswith(_RAISED_FOR_IT):
        frames = [re.sub("^E {0,7}", "", line) for line in match[2].splitlines()]
        created = [index for index, line in enumerate(frames) if line.lstrip().startswith("File ")]
        lines = ["It was created here:", *frames[created[-1] :]] if created else [_DEBUG_MODE]
        report.longrepr = "\n".join([f"{match[1]}: await it, or remove the call.", *lines])


def collection_text(report: pytest.CollectReport) -> str:
    """Return an error of collection, without the frames of pytest and of Python's import."""
    return _OWN_FRAMES.sub("", f"{report.longreprtext}\n").strip()
