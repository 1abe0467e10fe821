"""Faults of streams: slow readers, disconnected readers, and generators that fail."""

import asyncio

from ..promises.place import FORM, MIB, download_path, settled, upload
from .fault import also, fault
from .uploads import NAMED

for name in ("slow_reader", "stalled_memory", "hundred_slow_readers", "leaving_readers", "stalled_and_left",
             "stalled_readers", "four_downloads", "slow_view", "head", "bodiless"):  # fmt: skip
    also("streams", NAMED[name])


@fault("streams", "A stream that fails half-way is broken off for its reader, and logged once", tracebacks=1)
async def failing_stream(place):
    wire = place.wire()
    wire.head("GET", "/fail/20")
    status, size, whole = wire.status(), 0, False
    try:
        while part := await asyncio.to_thread(wire.read):
            size += len(part)
        whole = True
    except OSError:
        pass
    assert (status, whole) == (200, False), f"{status}, {size} bytes, taken for the whole"
    assert await settled(lambda: place.printed().count("RuntimeError: asked to fail")) == 1


@fault("streams", "Two hundred stalled downloads of a file cost little memory", naive=False)
async def stalled_downloads(place):
    async with place.client() as client:
        page = await client.post("/upload/", content=upload(15 * MIB), headers=FORM)
    path = download_path(page.text)
    for _ in range(200):
        await asyncio.to_thread(place.reading, path)
