"""Fail system calls, kill processes and fill disks; print the attempts and the damage."""

import asyncio
import json
import platform
import shutil
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from ..promises.place import TWINS
from .calls import SCENES, WAIVED, Bench, Verdict
from .full import CHECKS
from .kills import SERVED, Tally, in_process, of_servers
from .logins import over_workers
from .matrix import verdicts

PACKAGES = tuple(f"{app}_app" for app in TWINS)
to_file = click.option("--json", "path", type=click.Path(path_type=Path), help="Write all that was found.")
console = Console(highlight=False)


@click.group()
def main() -> None:
    """Torture the upload and the login log of both apps; exit with 1 if anything is lost or damaged."""


def ended(results: list[dict[str, Any]], wrong: bool, path: Path | None, begun: float) -> None:
    console.print(f"Python {platform.python_version()}; {time.monotonic() - begun:.0f} s")
    if path:
        path.write_text(json.dumps(results, indent=1), encoding="utf-8")
    raise SystemExit(wrong)


def judged(package: str, scenes: tuple[str, ...]) -> list[Verdict]:
    judgements = []
    with Bench(package) as bench:
        for scene in scenes:
            judgements += verdicts(bench, scene)
            console.print(f"{time.strftime('%H:%M:%S')} {package}: {scene}", style="dim")
    return judgements


@main.command()
@click.option("--scene", "scenes", multiple=True, type=click.Choice(SCENES), default=SCENES)
@to_file
def calls(scenes: tuple[str, ...], path: Path | None) -> None:
    """Fail, or kill at, each system call of a save and of a login: each call, each error, each N."""
    if shutil.which("strace") is None:
        raise click.UsageError("This needs strace: apt-get install strace")
    begun = time.monotonic()
    with ThreadPoolExecutor(len(PACKAGES)) as pool:
        results = [verdict for both in pool.map(lambda package: judged(package, scenes), PACKAGES) for verdict in both]
    console.print(table_of_calls(results))
    wrong = [verdict for verdict in results if verdict.wrong]
    for verdict in wrong:
        console.print(
            f"{verdict.package}, {verdict.scene}: {verdict}: answer {verdict.status}: {', '.join(verdict.wrong)}",
            markup=False,
        )
    for (scene, call, what), reason in WAIVED.items():
        console.print(f"Waived: {scene}, {call}: {what}: {reason}.", style="dim")
    hit = sum(verdict.hit for verdict in results)
    console.print(f"{len(results)} runs: {hit} with what was to fail, {len(results) - hit} clean; {len(wrong)} wrong.")
    ended([verdict.as_record for verdict in results], bool(wrong), path, begun)


def table_of_calls(results: list[Verdict]) -> Table:
    table = Table("scene", "call", "tried", "accepted", "refused", "killed", "waived", "wrong")
    rows: dict[tuple[str, str], Counter[str]] = {}
    for verdict in results:
        row = rows.setdefault((verdict.scene, verdict.call), Counter())
        answer = "refused" if verdict.status.startswith("5") else "killed" if verdict.status == "killed" else "accepted"
        row.update({"tried": 1, answer: 1, "waived": verdict.waived, "wrong": bool(verdict.wrong)})
    for key, row in rows.items():
        table.add_row(*key, *(str(row[name]) for name in ("tried", "accepted", "refused", "killed", "waived", "wrong")))
    return table


@main.command()
@click.option("--count", default=1000, type=click.IntRange(1), help="Kills in all; every tenth of a real server.")
@click.option("--logins", default=10_000, type=click.IntRange(0), help="Logins over four workers, one of them killed.")
@click.option("--seed", default="1")
@to_file
def kills(count: int, logins: int, seed: str, path: Path | None) -> None:
    """Send SIGKILL at random instants; compare the acknowledged uploads and logins with the files."""
    begun = time.monotonic()
    with ThreadPoolExecutor(len(PACKAGES)) as pool:
        shares = [(count - count // 10 + number) // len(PACKAGES) for number in range(len(PACKAGES))]
        tallies = list(pool.map(in_process, PACKAGES, shares, [seed] * len(PACKAGES)))
    places = [(app, target) for app in TWINS for target in SERVED]
    for number, (app, target) in enumerate(places):
        if share := (count // 10 + number) // len(places):
            tallies.append(asyncio.run(of_servers(app, target, share, seed)))
    tallies += [asyncio.run(over_workers(app, logins)) for app in TWINS if logins]
    console.print(table_of_kills(tallies))
    ended([asdict(tally) for tally in tallies], any(tally.wrong for tally in tallies), path, begun)


def table_of_kills(tallies: list[Tally]) -> Table:
    names = ("app", "way", "kills", "uploads", "logins", "lost", "partial", "torn", "parts", "odd")
    table = Table(*names, "in a save", "in a line", caption="uploads and logins: those that were acknowledged")
    for tally in tallies:
        table.add_row(*(str(getattr(tally, name)) for name in names), str(tally.saving), str(tally.writing))
    totals = [str(sum(getattr(tally, name) for tally in tallies)) for name in (*names[2:], "saving", "writing")]
    table.add_row("all", "", *totals, style="bold")
    return table


@main.command()
@to_file
def full(path: Path | None) -> None:
    """Fill the disk, the log's disk and TMPDIR, and limit the size of files; mounts small disks, so run it as root."""
    begun, results = time.monotonic(), []
    for app in TWINS:
        for check in CHECKS:
            try:
                asyncio.run(check(app))
                said = ""
            except Exception as error:  # whatever it is, the check did not hold
                said = f"{type(error).__name__}: {error}"
            results.append({"app": f"{app}_app", "check": check.__name__, "said": said})
            console.print(f"{app}_app {check.__name__}: {said or 'held'}", markup=False)
    ended(results, any(result["said"] for result in results), path, begun)


if __name__ == "__main__":
    main()
