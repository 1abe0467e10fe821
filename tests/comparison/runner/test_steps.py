"""Progress: a bar on a terminal, lines on standard error elsewhere."""

import io
import time

from rich.console import Console

from comparison.runner import steps
from comparison.runner.steps import ProgressStep, shown_steps


def test_terminal_has_a_bar(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    output = io.StringIO()
    with shown_steps(Console(file=output, force_terminal=True, width=100)) as show:
        show(ProgressStep(added=3))
        show(ProgressStep(ended=3, started="test_a"))
    assert "3/3" in output.getvalue()


def test_pipe_has_lines_that_are_no_part_of_the_result(monkeypatch, capsys):
    monkeypatch.setattr(steps, "_INTERVAL", 0)
    output = io.StringIO()
    with shown_steps(Console(file=output)) as show:
        show(ProgressStep(added=3))
        for step in steps_of_a_second():
            show(step)
    assert output.getvalue() == ""
    assert capsys.readouterr().err.splitlines()[-1] == "1 of 3, test_a[x]"


def steps_of_a_second():
    """Yield steps until the first line is due, which comes after a second."""
    yield ProgressStep(ended=1)
    time.sleep(1.1)
    yield ProgressStep(started="test_a[x]")


def test_lines_are_not_printed_for_each_step(capsys):
    with shown_steps(Console(file=io.StringIO())) as show:
        for _ in range(50):
            show(ProgressStep(added=1))
    assert capsys.readouterr().err == ""
