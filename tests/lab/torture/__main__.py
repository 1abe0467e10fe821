"""Let system calls fail, kill processes and fill disks; print what was tried, and what was wrong after."""

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
    """Torture the save of an upload and the login log of both apps; exit with 1 when anything was found."""


def ended(found: list[dict[str, Any]], wrong: bool, path: Path | None, begun: float) -> None:
    console.print(f"Python {platform.python_version()}; {time.monotonic() - begun:.0f} s")
    if path:
        path.write_text(json.dumps(found, indent=1), encoding="utf-8")
    raise SystemExit(wrong)


def judged(package: str, scenes: tuple[str, ...]) -> list[Verdict]:
    found = []
    with Bench(package) as bench:
        for scene in scenes:
            found += verdicts(bench, scene)
            console.print(f"{time.strftime('%H:%M:%S')} {package}: {scene}", style="dim")
    return found


@main.command()
@click.option("--scene", "scenes", multiple=True, type=click.Choice(SCENES), default=SCENES)
@to_file
def calls(scenes: tuple[str, ...], path: Path | None) -> None:
    """Let each system call of a save and of a login fail, or be the last: each call, each error, each N."""
    if shutil.which("strace") is None:
        raise click.UsageError("This needs strace: apt-get install strace")
    begun = time.monotonic()
    with ThreadPoolExecutor(len(PACKAGES)) as pool:
        found = [one for both in pool.map(lambda package: judged(package, scenes), PACKAGES) for one in both]
    console.print(table_of_calls(found))
    wrong = [one for one in found if one.wrong]
    for one in wrong:
        console.print(f"{one.package}, {one.scene}: {one}: answer {one.status}: {', '.join(one.wrong)}", markup=False)
    for (scene, call, what), reason in WAIVED.items():
        console.print(f"Waived: {scene}, {call}: {what}: {reason}.", style="dim")
    hit = sum(one.hit for one in found)
    console.print(f"{len(found)} runs: {hit} with what was to fail, {len(found) - hit} clean; {len(wrong)} wrong.")
    ended([one.told for one in found], bool(wrong), path, begun)


def table_of_calls(found: list[Verdict]) -> Table:
    table = Table("scene", "call", "tried", "accepted", "refused", "killed", "waived", "wrong")
    rows: dict[tuple[str, str], Counter[str]] = {}
    for one in found:
        row = rows.setdefault((one.scene, one.call), Counter())
        answer = "refused" if one.status.startswith("5") else "killed" if one.status == "killed" else "accepted"
        row.update({"tried": 1, answer: 1, "waived": one.waived, "wrong": bool(one.wrong)})
    for key, row in rows.items():
        table.add_row(*key, *(str(row[name]) for name in ("tried", "accepted", "refused", "killed", "waived", "wrong")))
    return table


@main.command()
@click.option("--count", default=1000, type=click.IntRange(1), help="Kills in all; every tenth of a real server.")
@click.option("--logins", default=10_000, type=click.IntRange(0), help="Logins over four workers, one of them killed.")
@click.option("--seed", default="1")
@to_file
def kills(count: int, logins: int, seed: str, path: Path | None) -> None:
    """Kill -9 at random instants; compare what was acknowledged with what is there."""
    begun = time.monotonic()
    with ThreadPoolExecutor(len(PACKAGES)) as pool:
        shares = [(count - count // 10 + number) // len(PACKAGES) for number in range(len(PACKAGES))]
        found = list(pool.map(in_process, PACKAGES, shares, [seed] * len(PACKAGES)))
    places = [(app, target) for app in TWINS for target in SERVED]
    for number, (app, target) in enumerate(places):
        if share := (count // 10 + number) // len(places):
            found.append(asyncio.run(of_servers(app, target, share, seed)))
    found += [asyncio.run(over_workers(app, logins)) for app in TWINS if logins]
    console.print(table_of_kills(found))
    ended([asdict(tally) for tally in found], any(tally.wrong for tally in found), path, begun)


def table_of_kills(found: list[Tally]) -> Table:
    names = ("app", "way", "kills", "uploads", "logins", "lost", "partial", "torn", "parts", "odd")
    table = Table(*names, "in a save", "in a line", caption="uploads and logins: those that were acknowledged")
    for tally in found:
        table.add_row(*(str(getattr(tally, name)) for name in names), str(tally.saving), str(tally.writing))
    totals = [str(sum(getattr(tally, name) for tally in found)) for name in (*names[2:], "saving", "writing")]
    table.add_row("all", "", *totals, style="bold")
    return table


@main.command()
@to_file
def full(path: Path | None) -> None:
    """Fill the disk, the log's disk and TMPDIR, and limit the size of files; mounts small disks, so run it as root."""
    begun, found = time.monotonic(), []
    for app in TWINS:
        for check in CHECKS:
            try:
                asyncio.run(check(app))
                said = ""
            except Exception as error:  # whatever it is, the check did not hold
                said = f"{type(error).__name__}: {error}"
            found.append({"app": f"{app}_app", "check": check.__name__, "said": said})
            console.print(f"{app}_app {check.__name__}: {said or 'held'}", markup=False)
    ended(found, any(one["said"] for one in found), path, begun)


if __name__ == "__main__":
    main()
