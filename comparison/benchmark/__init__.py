"""Compare the performance of both apps: equal load, production servers, and the noise measured."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from ..errors import ConfigurationError
from ..settings import Settings
from .page import page
from .plan import make_plan
from .result import Result
from .run import run_plan
from .tables import tables

# Seconds of a round. Rounds of wrk take at least 1 s.
_SECONDS, _QUICK_SECONDS = 0.4, 0.3

__all__ = ["Result", "measure", "page", "read_result", "tables"]


def read_result(path: Path) -> Result:
    """Return the result in a file written by `--json`; raises `ConfigurationError` for any other file."""
    try:
        return Result.of_json(json.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise ConfigurationError(f"--from: {path} is not JSON: {error}. Pass a file written by --json.") from None
    except ConfigurationError as error:
        raise ConfigurationError(f"--from: {path}: {error}") from None


def measure(settings: Settings, console: Console, more: str = "", **options: Any) -> Result:
    """Run the benchmark of a pair, with a progress bar, and a warning above it if the machine is loaded.

    `more` holds additional servers, separated by commas. `options` are those of `make_plan`; None stands for a default.
    Raises `ConfigurationError` for an unknown name, and `StartError` if a server does not start.
    """
    options = {name: value for name, value in options.items() if value is not None}
    options.setdefault("seconds", _QUICK_SECONDS if options.get("quick") else _SECONDS)
    plan = make_plan(settings, more=tuple(name for name in more.split(",") if name), **options)
    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=plan.round_count)
        return run_plan(
            plan,
            lambda text: progress.update(bar, description=text[:40], advance=1),
            lambda warning: progress.print(Text(warning, style="yellow"), soft_wrap=True),
        )
