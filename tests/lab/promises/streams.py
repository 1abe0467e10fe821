"""Promises about downloads with slow, stalled or many readers."""

import asyncio
import time

from .place import answers, settled
from .promise import promise

WHOLE = 94_500_000


@promise("HEAD of a page and of a stream has the right status, no body, and makes no rows")
async def head(place):
    async with place.client() as client:
        for path in ("/", "/large.csv"):
            response = await asyncio.wait_for(client.head(path), 10)
            assert (response.status_code, response.content) == (200, b""), response.status_code
    assert await settled(place.rows) == 0


@promise("OPTIONS and 304 have the right status and no body")
async def bodiless(place):
    async with place.client() as client:
        options = await client.options("/login")
        assert options.status_code == 200, options.status_code
        style = await client.get("/static/style.css")
        assert style.status_code == 200
        again = await client.get("/static/style.css", headers={"If-None-Match": style.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b""), again.status_code


@promise("A reader who takes 70 seconds gets every byte", seconds=75)
async def slow_reader(place):
    begun, size = time.monotonic(), 0
    with place.reading() as wire:
        while part := await asyncio.to_thread(wire.read):
            size += len(part)
            if time.monotonic() - begun < 70:
                await asyncio.sleep(len(part) / 500_000)
    assert size == WHOLE, f"{size} bytes after {time.monotonic() - begun:.0f} s"


@promise("Twelve readers who stall cost 64 MiB at most, and no rows are made for them")
async def stalled_memory(place):
    place.forget_peak()
    for _ in range(12):
        place.reading()
    rows = await settled(place.rows)
    grown = place.memory("VmHWM") - place.idle_memory
    assert grown < 64, f"{grown:.0f} MiB"
    assert rows < 12 * 10, f"{rows} thousand rows"


@promise("A hundred slow readers are served in 64 MiB")
async def hundred_slow_readers(place):
    place.forget_peak()
    wires = [place.reading() for _ in range(100)]
    for _ in range(20):
        for wire in wires:
            wire.read()
        await asyncio.sleep(0.1)
    grown = place.memory("VmHWM") - place.idle_memory
    assert grown < 64, f"{grown:.0f} MiB"


@promise("Six readers who leave end their streams within a second, and cost no CPU after")
async def leaving_readers(place):
    wires = [place.reading() for _ in range(6)]
    for number, wire in enumerate(wires):
        wire.read()
        leave = (wire.close, wire.reset, getattr(wire, "cancel", wire.close))[number % 3]
        leave()
    await asyncio.sleep(1)
    rows, before = place.rows(), place.cpu()
    await asyncio.sleep(2)
    assert place.rows() == rows
    assert place.cpu() - before < 1, f"{place.cpu() - before:.1f} s of CPU in 2 s"
    await answers(place)


@promise("Readers who stalled and then left leave no connection open")
async def stalled_and_left(place):
    before = place.files()
    wires = [place.reading() for _ in range(20)]
    await settled(place.rows)
    assert place.files() >= before + 20
    for number, wire in enumerate(wires):
        (wire.reset if number % 2 else wire.close)()
    left = await settled(place.files)
    assert left < before + 10, f"{left - before} of 20"
    await answers(place)


@promise("Two hundred stalled readers leave the others served")
async def stalled_readers(place):
    wires = [place.wire() for _ in range(200)]
    for wire in wires:
        wire.head("GET", "/large.csv")
    for wire in wires:
        wire.socket.settimeout(30)
        assert wire.status() == 200
    await answers(place)


@promise("While four downloads run, every other request is answered within two seconds")
async def four_downloads(place):
    async def download(client):
        async with client.stream("GET", "/large.csv") as response:
            return sum([len(part) async for part in response.aiter_raw()])

    async with asyncio.timeout(600), place.client() as client:
        running = [asyncio.ensure_future(download(client)) for _ in range(4)]
        times = []
        while not all(task.done() for task in running):
            times.append(await asyncio.to_thread(answer_time, place))
        assert await asyncio.gather(*running) == [WHOLE] * 4
    assert max(times) < 2, f"{max(times):.1f} s"


def answer_time(place):
    """Return the seconds that a page takes, requested from a thread so that the downloads do not delay it."""
    begun = time.monotonic()
    with place.wire() as wire:
        wire.head("GET", "/login")
        assert wire.status() == 200
    return time.monotonic() - begun


@promise("128 clients of a view that waits a second are served in less than ten")
async def slow_view(place):
    begun = time.monotonic()
    async with place.client() as client:
        responses = await asyncio.gather(*(client.get("/wait/1000") for _ in range(128)))
    assert {response.status_code for response in responses} == {200}
    assert time.monotonic() - begun < 10, f"{time.monotonic() - begun:.1f} s"
