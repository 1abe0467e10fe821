"""The text of a run that fails because of differences."""

import traceback

import pytest

from ..compare import REPEAT, Finding, Run, RunDifference
from ..groups import count_text
from ..report.differences import difference_text, note_suffix, visible
from .pair import Pair

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
