"""Show the progress of a session: a bar on a terminal, lines into a pipe."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

# Columns that the name of a test gets.
_WIDTH = 40
# Seconds between two lines.
_INTERVAL = 5.0


@dataclass(frozen=True)
class ProgressStep:
    """A step of a session: how many cells were added, how many have ended, and the name of the test that starts."""

    added: int = 0
    ended: int = 0
    started: str = ""


@contextmanager
def shown_steps(console: Console) -> Iterator[Callable[[ProgressStep], None]]:
    """Yield a function that shows each step of a session on a console."""
    if console.is_terminal:
        with _bar(console) as show:
            yield show
    else:
        # Lines of progress are no part of the result.
        yield _Lines(Console(stderr=True, highlight=False)).show


@contextmanager
def _bar(console: Console) -> Iterator[Callable[[ProgressStep], None]]:
    """Yield a function that shows each step in a bar, which goes at the end."""
    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting the apps", total=None)

        def show(step: ProgressStep) -> None:
            total = (progress.tasks[bar].total or 0) + step.added
            progress.update(bar, total=total or None, advance=step.ended)
            if step.started:
                progress.update(bar, description=step.started[:_WIDTH].ljust(_WIDTH))

        yield show


class _Lines:
    """Prints a line every five seconds: how many cells have ended."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.total = 0
        self.ended = 0
        # The first line comes after a second.
        self.printed_at = time.monotonic() - _INTERVAL + 1

    def show(self, step: ProgressStep) -> None:
        self.total += step.added
        self.ended += step.ended
        if time.monotonic() - self.printed_at >= _INTERVAL:
            self.printed_at = time.monotonic()
            started = f", {step.started}" if step.started else ""
            self.console.print(f"{self.ended} of {self.total}{started}", markup=False, soft_wrap=True)
