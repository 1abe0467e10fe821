"""Peak memory of each app on each server, above idle: `PYTHONPATH=tests python -m lab.promises.memory`."""

import asyncio
from collections.abc import Iterable
from contextlib import asynccontextmanager, suppress

import click
import httpx2
from rich.console import Console
from rich.table import Table

from comparison.targets.wire import Wire

from .place import FORM, MIB, NAIVE, TWINS, App, Place, download_path, served, settled, upload

LARGE = 15 * MIB
READERS = 400
TLS = "hypercorn-tls"
# TLS is the server of HTTP/2, whose clients here speak HTTP/1.1.
TARGETS = ("run", "hypercorn", TLS, "hypercorn-h2")


class TlsPlace(Place):
    """A place whose clients speak HTTP/1.1 over TLS."""

    @asynccontextmanager
    async def client(self, **options):
        async with super().client(http1=True, http2=False, **options) as client:
            yield client

    def wire(self) -> Wire:
        self.wires.append(Wire(self.server.port, self.app_runner.certificate))
        return self.wires[-1]


async def post_unread(place: Place) -> None:
    """Post 160 bodies to a page that does not exist, forty at a time; a client may be cut off."""

    async def post(client: httpx2.AsyncClient) -> None:
        with suppress(httpx2.TransportError):
            await client.post("/nowhere", content=bytes(LARGE))

    for _ in range(4):
        async with place.client() as client:
            await asyncio.gather(*(post(client) for _ in range(40)))


async def upload_at_once(place: Place) -> None:
    async with place.client() as client:
        posts = [client.post("/upload/", content=upload(LARGE, f"{number}.txt"), headers=FORM) for number in range(20)]
        responses = await asyncio.gather(*posts)
    assert {response.status_code for response in responses} == {200}


async def upload_in_turn(place: Place) -> None:
    async with place.client() as client:
        for number in range(40):
            response = await client.post("/upload/", content=upload(LARGE, f"{number}.txt"), headers=FORM)
            assert response.status_code == 200


async def read_slowly(place: Place, path: str) -> None:
    """Begin READERS downloads, and read a little of each a few times."""
    wires = [place.wire() for _ in range(READERS)]
    for wire in wires:
        wire.head("GET", path)
    for _ in range(3):
        for wire in wires:
            await asyncio.to_thread(wire.read)
    await settled(place.memory)


async def read_stream(place: Place) -> None:
    await read_slowly(place, "/large.csv")


async def read_file(place: Place) -> None:
    async with place.client() as client:
        page = await client.post("/upload/", content=upload(LARGE), headers=FORM)
    place.forget_peak()
    await read_slowly(place, download_path(page.text))


LOADS = {
    "160 unread": post_unread,
    "20 uploads": upload_at_once,
    "40 in turn": upload_in_turn,
    f"{READERS} streams": read_stream,
    f"{READERS} files": read_file,
}


async def measured(app: App, target: str, check) -> str:
    """Return the peak memory of the server and its workers above idle, in MiB."""
    kind = TlsPlace if target == TLS else Place
    with served(app, "hypercorn-h2" if target == TLS else target, {}, kind) as place:
        async with place.client() as client:
            await client.get("/")
        idle_memory = place.memory()
        place.forget_peak()
        try:
            await check(place)
        except Exception as error:  # whatever it is, it stands in the table
            return type(error).__name__
        return f"{place.memory('VmHWM') - idle_memory:.0f}"


def table_of(apps: Iterable[App], targets: Iterable[str], loads: Iterable[str], console: Console) -> Table:
    table = Table("server", "app", *loads, title="MiB more than idle")
    for target in targets:
        for app in apps:
            row = [asyncio.run(measured(app, target, LOADS[load])) for load in loads]
            console.print(target, str(app), *row, sep="  ")
            table.add_row(target.removeprefix("hypercorn-"), str(app), *row)
    return table


@click.command()
@click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), help="Only this server; repeatable.")
@click.option("-k", "keyword", default="", help="Only loads with this in their name.")
@click.option("--naive", is_flag=True, help="The naive ports instead of the twins.")
def main(targets: tuple[str, ...], keyword: str, naive: bool) -> None:
    """Measure servers and their workers, sampled by the kernel while bodies and downloads of 15 MiB run."""
    console = Console(highlight=False)
    loads = [load for load in LOADS if keyword in load]
    console.print(table_of(NAIVE if naive else TWINS, targets or TARGETS, loads, console))


if __name__ == "__main__":
    main()
