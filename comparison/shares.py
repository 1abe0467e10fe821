"""The sessions of a comparison: one, or several that share the targets, each in a process of its own."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .compare import Comparison
from .errors import ConfigurationError
from .session import Asked, Outcome, Step, run_session
from .settings import Settings
from .targets.workers import at_once

SILENT = "A session ended without an outcome: a test may have ended its process. Run with --jobs 1 to see which."


def run_tests(settings: Settings, console: Console, jobs: int | None = None, **options: Any) -> Outcome:
    """Run the pair's tests in `jobs` sessions at once, or as many as the settings say, and show how far they are."""
    for tests in settings.tests:
        if not (settings.root / tests).exists():
            raise ConfigurationError(f"[tool.comparison] tests has {tests!r}, which does not exist in {settings.root}.")
    asked, begun = Asked(settings.root, settings.tests, **options), time.monotonic()
    shares = shared_out(asked, settings.targets, jobs or settings.jobs)
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=None)

        def tell(step: Step) -> None:
            total = (progress.tasks[bar].total or 0) + step.more
            progress.update(bar, total=total or None, advance=step.done)
            if step.now:
                progress.update(bar, description=step.now[:48].ljust(48))

        outcome = run_session(asked, tell) if len(shares) == 1 else run_shares(shares, tell, not asked.targets)
    return replace(outcome, seconds=time.monotonic() - begun)


def shared_out(asked: Asked, targets: Sequence[str], jobs: int) -> list[Asked]:
    """Return what each session is asked: neighbours among the targets stay together, and the first judges the noise."""
    chosen = tuple(dict.fromkeys(asked.targets or targets))
    jobs = 1 if asked.against else min(jobs, len(chosen))
    if jobs == 1:
        return [asked]
    ends = [len(chosen) * number // jobs for number in range(jobs + 1)]
    parts = [chosen[start:end] for start, end in pairwise(ends)]
    return [replace(asked, targets=part, share="other" if number else "first") for number, part in enumerate(parts)]


def run_shares(shares: Sequence[Asked], tell: Callable[[Step], None], whole: bool) -> Outcome:
    """Run sessions at once; return what they showed together. They are the `whole` when no target was left out."""
    junit = shares[0].junit
    with tempfile.TemporaryDirectory() as folder:
        if junit is not None:
            shares = [replace(one, junit=Path(folder, f"{number}.xml")) for number, one in enumerate(shares)]
        silent = Outcome(internal=True, failures=[("internal error", SILENT)])
        outcomes = [one or silent for one in at_once(run_session, shares, tell)]
        if junit is not None:
            join([one.junit for one in shares if one.junit is not None and one.junit.exists()], junit)
    return together(outcomes, whole)


def together(outcomes: Sequence[Outcome], whole: bool = True) -> Outcome:
    """Return several sessions' outcome as one: what was idle in all of them was idle, if they are the whole.

    A normalizer is not judged: what removes the noise between two targets may do so in no session.
    """
    found = [one.comparison for one in outcomes if one.comparison is not None]
    return Outcome(
        comparison=joined(found, whole) if found else None,
        failures=[failure for one in outcomes for failure in one.failures],
        unusable="\n".join(dict.fromkeys(one.unusable for one in outcomes if one.unusable)),
        logs=[log for one in outcomes for log in one.logs],
        interrupted=any(one.interrupted for one in outcomes),
        internal=any(one.internal for one in outcomes),
    )


def joined(comparisons: Sequence[Comparison], whole: bool = True) -> Comparison:
    cells = [cell for one in comparisons for cell in one.cells]
    order = {test: number for number, test in enumerate(dict.fromkeys(cell.test for cell in cells))}
    first, *others = (set(one.idle_explanations) for one in comparisons)
    idle = tuple(one for one in comparisons[0].idle_explanations if whole and one in first.intersection(*others))
    halves = dict.fromkeys(half for one in comparisons for half in one.halves)
    return Comparison(tuple(sorted(cells, key=lambda cell: order[cell.test])), idle, (), tuple(halves))


def join(files: Sequence[Path], junit: Path) -> None:
    """Write one file in JUnit's format with the suites of several."""
    root = ElementTree.Element("testsuites", name="pytest tests")
    for file in files:
        root.extend(ElementTree.parse(file).getroot())  # noqa: S314  # pytest wrote it a moment ago
    ElementTree.ElementTree(root).write(junit, encoding="utf-8", xml_declaration=True)
