"""The text of a run that fails because of differences."""

import traceback

import pytest

from ..compare import REPEAT, Run, RunDifference
from ..report.terminal import difference_text
from ..targets import AppRunner
from .pair import Pair


def failure_text(pair: Pair, app_runner: AppRunner, run: Run, differences: list[RunDifference]) -> str:
    """Return the differences that a run showed, one paragraph for each pair of runs."""
    by_runs: dict[tuple[Run, Run], list[RunDifference]] = {}
    for difference in differences:
        by_runs.setdefault(difference.runs, []).append(difference)
    paragraphs = []
    for runs, group in by_runs.items():
        origins = _origins(pair, app_runner, runs)
        title = f"{_title(pair, run, runs)} on {run.target}"
        paragraphs.append(difference_text(title, [difference.difference for difference in group], origins))
    return "\n\n".join(paragraphs)


def _title(pair: Pair, run: Run, runs: tuple[Run, Run]) -> str:
    """Return which two runs differ, in words."""
    if run.side == REPEAT:
        if REPEAT in (member.side for member in runs):
            return "The baseline differs from itself, run once more"
        return "The apps differ where the baseline never does"
    return "The apps differ" if pair.against is None else f"The {run.side} differs from itself"


def _origins(pair: Pair, app_runner: AppRunner, runs: tuple[Run, Run]) -> dict[str, str]:
    """Return the address of each of two runs, by its side, or by its target where the targets differ."""
    by_target = runs[0].target != runs[1].target
    return {run.target if by_target else run.side: app_runner.origin(pair.side_of(run), run.target) for run in runs}


def failing_line(item: pytest.Item, error: BaseException) -> str:
    """Return file and line of the test at which an error left what it called, as "FILE:LINE".

    If the error passed no line of the file, the line is that of the test function.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(item.path)]
    # pytest counts lines from 0.
    line = lines[-1] if lines else (item.reportinfo()[1] or 0) + 1
    return f"{item.nodeid.partition('::')[0]}:{line}"
