"""When does the candidate pay? The same work for both apps, on servers that people deploy, with the noise measured."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..errors import ConfigurationError
from ..settings import Settings
from .page import page
from .plan import Plan, plan_of
from .result import Result
from .run import run_plan
from .tables import tables

# Seconds of a round; wrk takes whole ones.
FULL, QUICK = 0.4, 0.3

__all__ = ["Result", "measure", "page", "read", "tables"]


def read(path: Path) -> Result:
    """Return the result that `--json` wrote; raises `ConfigurationError` when it is none."""
    try:
        return Result.of_json(json.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise ConfigurationError(f"{path} is no JSON: {error}. Give a file written by --json.") from None


def measure(settings: Settings, console: Console, more: str = "", **options: Any) -> Result:
    """Run the benchmark of a pair, and show how far it is.

    Raises `ConfigurationError` for a name that is unknown, and `StartError` when a server does not start.
    """
    given = {name: value for name, value in options.items() if value is not None}
    given.setdefault("seconds", QUICK if given.get("quick") else FULL)
    plan = plan_of(settings, more=tuple(name for name in more.split(",") if name), **given)
    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=steps(plan))
        return run_plan(plan, lambda text: progress.update(bar, description=text[:40], advance=1))


def steps(plan: Plan) -> int:
    """Return how many rounds there are to run, those that warm up among them."""
    pair = sum(one.role in ("baseline", "candidate", "again") for one in plan.contestants)
    closed = sum(len(one.points) for one in plan.workloads) * len(plan.contestants)
    opened = sum(len(one.points) for one in plan.workloads if one.kind == "requests") * pair * len(plan.shares)
    return (plan.rounds + 1) * (closed + opened)
