"""Ask Flask and Quart random questions, and print each difference that no known divergence explains."""

import asyncio
import platform
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import click

from comparison.settings import TARGETS

from .questions import question
from .search import Expected, Found, entries, furnish, searched


async def search(seed: int, numbers: list[int], target: str) -> tuple[list[Found], set[Expected]]:
    """Ask the questions with these numbers, and print what is found."""
    found, used = [], set()
    with tempfile.TemporaryDirectory() as name:
        furnish(Path(name))
        for number in numbers:
            one, needed = await searched(question(seed, number), target, Path(name))
            used |= needed
            if one:
                found.append(one)
                click.echo(f"{one}\n")
    return found, used


@click.command()
@click.option("--count", default=0, help="How many questions; by default 500, on a server 10.")
@click.option("--seed", default=1)
@click.option("--target", type=click.Choice(TARGETS), default="client")
@click.option("--only", type=int, help="The number of the only question to ask.")
def main(count: int, seed: int, target: str, only: int | None) -> None:
    """Exit with 1 when something is not explained."""
    begun, number = time.monotonic(), count or (500 if target == "client" else 10)
    numbers = list(range(number)) if only is None else [only]
    found, used = asyncio.run(search(seed, numbers, target))
    idle = {one for one in set(entries()) - used if one.target == ("" if target == "client" else target)}
    for entry in idle if only is None else ():
        click.echo(f"Explains nothing here: {entry.field} {sorted(entry.features)} {entry.note}")
    click.echo(
        f"{len(numbers)} questions on {target}, {len(found)} with differences that nothing explains. "
        f"Python {platform.python_version()}, Quart {version('quart')}; {time.monotonic() - begun:.0f} s"
    )
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
