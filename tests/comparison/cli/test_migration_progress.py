"""The progress of a migration is shown on a terminal, after a moment, and gone in the end."""

import io

import pytest
from rich.console import Console

from comparison.cli import migration_progress
from comparison.cli.migration_progress import shown_progress


@pytest.fixture
def printed_after(monkeypatch):
    """Return a function that shows two steps after some seconds, and returns what was printed."""

    def printed(seconds, is_terminal=True, terminal="xterm"):
        monkeypatch.setenv("TERM", terminal)
        stream, clock = io.StringIO(), iter([0.0, seconds, seconds])
        console = Console(file=stream, force_terminal=is_terminal, width=80)
        monkeypatch.setattr(migration_progress, "error_console", console)
        monkeypatch.setattr("comparison.cli.migration_progress.time.monotonic", lambda: next(clock, seconds))
        with shown_progress() as progress:
            progress("reading", 1, 3)
            progress("rewriting, 20 changes", 2, 3)
        return stream.getvalue()

    return printed


def test_long_migration_is_shown(printed_after):
    text = printed_after(2.0)
    assert "rewriting, 20 changes" in text
    assert "2/3" in text


@pytest.mark.parametrize(
    "arguments",
    [(0.5,), (2.0, False), (2.0, True, "dumb")],
    ids=["it is short", "there is no terminal", "the terminal cannot move its cursor"],
)
def test_nothing_is_shown(printed_after, arguments):
    assert printed_after(*arguments) == ""
