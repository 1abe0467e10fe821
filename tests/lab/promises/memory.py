"""Peak memory of each app on hypercorn: `PYTHONPATH=tests python -m lab.promises.memory`."""

import asyncio

import click
from rich.console import Console
from rich.table import Table

from .place import NAIVE, TWINS, App, served
from .streams import hundred_slow_readers, stalled_memory
from .uploads import twenty_uploads

LOADS = {
    "20 uploads of 15.7 MB": twenty_uploads,
    "12 stalled readers": stalled_memory,
    "100 slow readers": hundred_slow_readers,
}


async def measured(app: App, check) -> tuple[float, float, str]:
    """Return idle and peak memory in MiB, and whether the promise was kept under that load."""
    with served(app, "hypercorn") as place:
        try:
            await check(place)
        except Exception as error:  # whatever it is, the promise was not kept
            said = f"{type(error).__name__}: {error}".partition("\n")[0]
            return place.idle, place.memory("VmHWM"), f"broken: {said}"
        return place.idle, place.memory("VmHWM"), "kept"


@click.command()
def main() -> None:
    """Measure the server and its worker together."""
    table = Table("app", "load", "idle MiB", "peak MiB", "more", "promise")
    for app in (*NAIVE, *TWINS):
        for load, check in LOADS.items():
            idle, peak, said = asyncio.run(measured(app, check))
            table.add_row(str(app), load, f"{idle:.0f}", f"{peak:.0f}", f"{peak - idle:+.0f}", said)
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
