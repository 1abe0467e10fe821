"""Show how far a migration is, on a terminal, if it takes longer than a moment."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..migrate import progress as migrate_progress
from .terminal import error_console

MOMENT = 1.0  # seconds


@contextmanager
def shown_progress() -> Iterator[migrate_progress.Progress]:
    """Yield a callback that shows a progress bar: on a terminal, after MOMENT seconds, until the block ends."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    start = time.monotonic()
    is_seen = error_console.is_terminal and not error_console.is_dumb_terminal
    bars = Progress(*columns, console=error_console, transient=True, disable=not is_seen)
    bar = bars.add_task("")

    def show(step: str, done: int, total: int) -> None:
        if is_seen and time.monotonic() - start > MOMENT:
            bars.start()
        bars.update(bar, description=step.ljust(24), completed=done, total=total)

    try:
        yield show
    finally:
        if bars.live.is_started:
            bars.stop()
