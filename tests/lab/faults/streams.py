"""Readers who are slow or gone, and streams that fail."""

import asyncio

from ..promises.place import IDLE, STALLED, settled
from .fault import also, fault
from .uploads import NAMED

for name in ("slow_reader", "stalled_memory", "hundred_slow_readers", "leaving_readers", "stalled_and_left",
             "stalled_readers", "four_downloads", "slow_view", "head", "bodiless"):  # fmt: skip
    # Two hundred who stall keep a block each in the app, and another on its way: 0.4 MiB (measured).
    # `four_downloads` asks on hundreds of connections besides, which hypercorn keeps for five seconds.
    tls = {"hundred_slow_readers": 100 * STALLED, "stalled_readers": 200 * STALLED, "four_downloads": 200 * IDLE}
    room = 128.0 if name == "stalled_readers" else 64.0
    also("streams", NAMED[name], room=room, tls=tls.get(name, 0.0))


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
