"""A reader over HTTP/2 who stalls costs flat memory, and nothing once it has left."""

import asyncio
import time

import pytest
from hypercorn.asyncio import serve
from hypercorn.asyncio.worker_context import EventWrapper
from hypercorn.config import Config
from hypercorn.protocol import h2

from comparison.targets.process import HOST, free_port
from comparison.targets.tls import throw_away
from comparison.targets.wire import Frames

PATIENCE = 5.0
# The server's own, whatever has been put in its place.
PLAIN = next(one for one in reversed(h2.StreamBuffer.__mro__) if one.__module__ == h2.__name__)


async def pushed(buffer, pops):
    """Push 64 KiB, pop them in such sizes, and say whether the push has ended."""
    pushing = asyncio.ensure_future(buffer.push(b"x" * 65536))
    for size in pops:
        await asyncio.sleep(0)
        await buffer.pop(size)
    await asyncio.sleep(0.01)
    done = pushing.done()
    await buffer.close()
    await asyncio.wait([pushing])
    return done


async def test_push_waits_for_a_reader_who_takes_nothing(twin):
    buffer = twin.module("parity.backpressure").PatientBuffer
    assert not await pushed(buffer(EventWrapper), [0, 0, 0])
    assert await pushed(buffer(EventWrapper), [16384, 16384, 16384, 100])


async def test_readers_who_stalled_and_left_leave_no_task(twin, make_app, tmp_path):
    app, certificate, stop, port = make_app(), throw_away(tmp_path), asyncio.Event(), free_port()
    config = Config.from_mapping(
        bind=[f"{HOST}:{port}"], certfile=str(certificate.cert), keyfile=str(certificate.key), accesslog=None
    )
    served = twin.module("parity.serving").as_asgi(app)
    server = asyncio.ensure_future(serve(served, config, shutdown_trigger=stop.wait))
    before = await connected(port)
    wires = await asyncio.to_thread(lambda: [stalled(port, certificate) for _ in range(3)])
    assert len(asyncio.all_tasks()) > before
    for wire in wires:
        wire.close()
    end = time.monotonic() + PATIENCE
    while len(asyncio.all_tasks()) > before and time.monotonic() < end:
        await asyncio.sleep(0.01)
    assert len(asyncio.all_tasks()) == before
    stop.set()
    await server


async def connected(port):
    """Wait until the server accepts; return how many tasks there are then."""
    for _ in range(int(PATIENCE * 100)):
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.01)
            continue
        writer.close()
        await asyncio.sleep(0.1)
        return len(asyncio.all_tasks())
    return pytest.fail("the server does not accept")


def stalled(port, certificate):
    wire = Frames(port, certificate)
    wire.head("GET", "/large.csv")
    assert wire.status() == 200
    return wire


async def test_hypercorn_still_takes_in_what_nobody_reads():
    """When this fails, upstream has changed: see whether parity/backpressure.py can go."""
    assert await pushed(PLAIN(EventWrapper), [0, 0, 0])
