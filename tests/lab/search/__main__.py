"""Send random requests to random Flask and Quart apps; print the differences that expected.toml does not list."""

import asyncio
import platform
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import click

from comparison.settings import TARGETS

from .questions import question
from .search import Expected, Finding, entries, furnish, searched


async def search(seed: int, numbers: list[int], target: str) -> tuple[list[Finding], set[Expected]]:
    """Ask the questions with these numbers, and print the findings."""
    findings, used = [], set()
    with tempfile.TemporaryDirectory() as name:
        furnish(Path(name))
        for number in numbers:
            finding, needed = await searched(question(seed, number), target, Path(name))
            used |= needed
            if finding:
                findings.append(finding)
                click.echo(f"{finding}\n")
    return findings, used


@click.command()
@click.option("--count", default=0, help="How many questions; by default 500, on a server 10.")
@click.option("--seed", default=1)
@click.option("--target", type=click.Choice(TARGETS), default="client")
@click.option("--only", type=int, help="The number of the only question to ask.")
def main(count: int, seed: int, target: str, only: int | None) -> None:
    """Search for unexpected differences; exit with 1 if there are any."""
    begun, number = time.monotonic(), count or (500 if target == "client" else 10)
    numbers = list(range(number)) if only is None else [only]
    findings, used = asyncio.run(search(seed, numbers, target))
    unused = {
        expected for expected in set(entries()) - used if expected.target == ("" if target == "client" else target)
    }
    for entry in unused if only is None else ():
        click.echo(f"Explains nothing here: {entry.field} {sorted(entry.features)} {entry.note}")
    click.echo(
        f"{len(numbers)} questions on {target}, {len(findings)} with differences that nothing explains. "
        f"Python {platform.python_version()}, Quart {version('quart')}; {time.monotonic() - begun:.0f} s"
    )
    raise SystemExit(bool(findings))


if __name__ == "__main__":
    main()
