"""Send random and raw requests to Flask and Quart apps, and run random programs; print what no file explains."""

import asyncio
import platform
import tempfile
import time
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from comparison.settings import TARGETS

from .area import all_areas
from .program_search import searched_program
from .programs import program
from .questions import question
from .raw_search import raw_requests, unexplained
from .search import entries, furnish, searched, searched_together

TOGETHER = 25

# Asks the questions with these numbers; returns the finding of each, if any, and the entries that it used.
Ask = Callable[[list[int], Path], Awaitable[list[tuple[Any, AbstractSet[Any]]]]]


async def search(numbers: list[int], together: int, ask: Ask) -> tuple[list[int], set[Any]]:
    """Ask the questions with these numbers, and print the findings; return their numbers, and the entries used."""
    with_finding, used = [], set()
    with tempfile.TemporaryDirectory() as name:
        furnish(Path(name))
        for start in range(0, len(numbers), together):
            group = numbers[start : start + together]
            for number, (finding, needed) in zip(group, await ask(group, Path(name)), strict=True):
                used |= needed
                if finding:
                    with_finding.append(number)
                    click.echo(f"{finding}\n")
    return with_finding, used


def asker(kind: str, seed: int, target: str, area: str) -> Ask:
    """Return the function that asks questions by their numbers: random requests, programs or raw requests."""
    areas = [each for each in all_areas() if area in ("", each.name)]

    async def run(numbers: list[int], directory: Path) -> list[tuple[Any, AbstractSet[Any]]]:
        results = [await searched_program(program(areas, seed, number), directory) for number in numbers]
        return [(result if result.unexpected else None, result.used) for result in results]

    async def send_raw(numbers: list[int], directory: Path) -> list[tuple[Any, AbstractSet[Any]]]:
        requests = raw_requests()
        return [(finding, set()) for finding in await unexplained([requests[n] for n in numbers], target, directory)]

    async def send(numbers: list[int], directory: Path) -> list[tuple[Any, AbstractSet[Any]]]:
        questions = [question(seed, number) for number in numbers]
        if len(questions) > 1:
            return [*await searched_together(questions, target, directory)]
        return [await searched(each, target, directory) for each in questions]

    return {"requests": send, "programs": run, "raw": send_raw}[kind]


@click.command()
@click.option("--count", default=0, help="How many questions; by default 500, on a server 10, all raw ones.")
@click.option("--seed", default=1)
@click.option("--target", type=click.Choice(TARGETS), default="client")
@click.option("--together", default=TOGETHER, help="How many questions one server is asked.")
@click.option("--only", type=int, help="The number of the only question to ask.")
@click.option("--programs", "kind", flag_value="programs", help="Run programs of the areas.")
@click.option("--raw", "kind", flag_value="raw", help="Send the raw requests of raw.toml to a server.")
@click.option("--requests", "kind", flag_value="requests", default="requests", help="Send random requests.")
@click.option("--area", default="", help="The only area of programs; by default all.")
def main(count: int, seed: int, target: str, together: int, only: int | None, kind: str, area: str) -> None:
    """Search for unexpected differences; exit with 1 if there are any."""
    begun, usual = time.monotonic(), len(raw_requests()) if kind == "raw" else 500 if target == "client" else 10
    numbers = list(range(count or usual)) if only is None else [only]
    group = 1 if kind == "programs" or target == "client" else together
    with_finding, used = asyncio.run(search(numbers, group, asker(kind, seed, target, area)))
    # What shows on each target is looked for in process.
    there = [entry for entry in entries() if fnmatchcase(target, "client" if entry.target == "*" else entry.target)]
    for entry in set(there) - used if only is None and kind == "requests" else ():
        click.echo(f"Explains nothing here: {entry.field} {sorted(entry.features)} {entry.note}")
    click.echo(
        f"{len(numbers)} {kind} on {target}, {len(with_finding)} with differences that nothing explains, the last "
        f"{len([each for each in numbers if each > max(with_finding, default=-1)])} without; {len(used)} entries used. "
        f"Python {platform.python_version()}, Quart {version('quart')}; {time.monotonic() - begun:.0f} s"
    )
    raise SystemExit(bool(with_finding))


if __name__ == "__main__":
    main()
