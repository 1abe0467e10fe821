"""Send hostile requests to both apps, and print the findings."""

import json
import platform
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from random import Random

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from . import big
from .case import LIMIT, Case
from .forms import cookies, login
from .judge import SHOWN, Finding, Row, judged
from .multipart import multipart
from .pair import Pair, pairs
from .sessions import session, strange
from .shrink import shrunk

KINDS: dict[str, Callable[[Random], Case]] = {
    "multipart": multipart, "login": login, "cookies": cookies, "session": session, "signed": strange
}  # fmt: skip
FULL = 100_000
CUT = 600


def cases(kind: str, count: int, seed: int) -> Iterator[tuple[str, Case]]:
    """Yield name and case for a kind; `big` has a fixed number of cases."""
    if kind == "big":
        yield from ((name, big.case_of(name)) for name in big.NAMES)
    else:
        yield from ((f"{seed} {number}", KINDS[kind](Random(f"{seed} {kind} {number}"))) for number in range(count))


class Run:
    """The findings of a run, with the first SHOWN cases of each kind, shrunk."""

    def __init__(self, console: Console, progress: Progress) -> None:
        self.console, self.progress = console, progress
        self.rows: list[Row] = []
        self.counts: dict[tuple[str, str, str], int] = {}
        self.findings: list[dict[str, str]] = []

    def through(self, pair: Pair, kind: str, count: int, seed: int) -> None:
        row = Row(kind)
        self.rows.append(row)
        bar = self.progress.add_task(kind, total=len(big.NAMES) if kind == "big" else count)
        for name, case in cases(kind, count, seed):
            for finding in judged(pair, case, row):
                self.show(pair, name, case, finding)
            self.progress.advance(bar)

    def show(self, pair: Pair, name: str, case: Case, finding: Finding) -> None:
        key = (case.kind, finding.what, finding.where)
        self.counts[key] = self.counts.get(key, 0) + 1
        if self.counts[key] > SHOWN and case.kind != "big":
            return

        def persists(smaller_case: Case) -> bool:
            return any(repeated[:2] == finding[:2] for repeated in judged(pair, smaller_case))

        said, again = finding.said, f"big.case_of({name!r})"
        if case.kind != "big":
            small = shrunk(case, persists)
            said = next((repeated.said for repeated in judged(pair, small) if repeated[:2] == finding[:2]), said)
            again = small.reproducer()
        self.findings.append(
            {
                "kind": case.kind,
                "case": name,
                "what": finding.what,
                "where": finding.where,
                "said": said,
                "again": again,
            }
        )
        line = f"{case.kind} {name}: {finding.what} {finding.where}: {said[:CUT]}\n  {again[:CUT]}"
        self.console.print(line, markup=False, soft_wrap=True)


def table_of(rows: list[Row]) -> Table:
    table = Table(
        "kind",
        "bodies",
        "5xx",
        "differences",
        "other findings",
        "longest hold ms",
        "stored",
        "logins",
    )
    for row in rows:
        counts = (
            row.bodies,
            row.errors,
            row.differences,
            row.other_findings,
            f"{row.longest * 1000:.1f}",
            row.stored,
            row.logged,
        )
        table.add_row(row.kind, *map(str, counts))
    return table


def as_json(rows: list[Row], findings: list[dict[str, str]]) -> str:
    counts = [
        {
            **{
                name: getattr(row, name)
                for name in ("kind", "bodies", "errors", "differences", "other_findings", "stored", "logged")
            },
            "longest_ms": round(row.longest * 1000, 1),
            "slowest": row.slowest.reproducer()[:CUT] if row.slowest else "",
            "statuses": dict(sorted(row.statuses.items())),
        }
        for row in rows
    ]
    return json.dumps({"rows": counts, "found": findings}, indent=1)


@click.command()
@click.option("--count", default=1000, help="How many of each kind.")
@click.option("--seed", default=1)
@click.option("--kind", "kinds", multiple=True, type=click.Choice([*KINDS, "big"]), default=[*KINDS, "big"])
@click.option(
    "--json", "path", type=click.Path(path_type=Path, dir_okay=False), help="Write the counts and what was found."
)
def main(count: int, seed: int, kinds: tuple[str, ...], path: Path | None) -> None:
    """Fuzz both apps; exit with 1 if one failed or held its event loop, or if they differ."""
    console, begun = Console(highlight=False, width=160), time.monotonic()
    path = path and path.absolute()
    with pairs(LIMIT, big.LIMIT) as (small, large), Progress(console=console, transient=True) as progress:
        run = Run(console, progress)
        for kind in kinds:
            run.through(large if kind == "big" else small, kind, count, seed)
    console.print(table_of(run.rows))
    for row in run.rows:
        if row.slowest:
            console.print(f"{row.kind}: longest hold by {row.slowest.reproducer()[:200]}", markup=False, soft_wrap=True)
    packages = ", ".join(f"{name} {version(name)}" for name in ("flask", "quart", "werkzeug"))
    console.print(f"Seed {seed}. Python {platform.python_version()}, {packages}; {time.monotonic() - begun:.0f} s")
    if path:
        path.write_text(as_json(run.rows, run.findings), encoding="utf-8")
    raise SystemExit(bool(run.findings))


if __name__ == "__main__":
    main()
