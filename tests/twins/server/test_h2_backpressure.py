"""An HTTP/2 client that does not read costs bounded memory, and nothing after it disconnects."""

import asyncio

from hypercorn.asyncio.worker_context import EventWrapper
from hypercorn.protocol import h2

from comparison.targets.wire import Http2Wire
from waiting import until_async

from ..compat.apps import wait_until_done
from .served import PATIENCE, begun, served_over_tls


async def pushed(buffer, pops):
    """Push 64 KiB, pop them in `pops` sizes, and return whether the push has ended."""
    pushing = asyncio.ensure_future(buffer.push(b"x" * 65536))
    for size in pops:
        await asyncio.sleep(0)
        await buffer.pop(size)
    await asyncio.sleep(0.01)
    done = pushing.done()
    await buffer.close()
    await wait_until_done(pushing)
    return done


async def endless(scope, receive, send):
    """Send as fast as the server takes it, until the client disconnects."""
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    disconnected = asyncio.ensure_future(receive_disconnect(receive))
    while not disconnected.done():
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        await asyncio.sleep(0)


async def receive_disconnect(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


async def test_push_waits_until_the_client_reads(apply_fix, fix):
    apply_fix()
    rest = 16384 - fix.MOST
    assert not await pushed(h2.StreamBuffer(EventWrapper), [0, 0, 0])
    assert not await pushed(h2.StreamBuffer(EventWrapper), [16384, 16384, 16384, rest])
    assert await pushed(h2.StreamBuffer(EventWrapper), [16384, 16384, 16384, rest + 1])


async def test_stalled_clients_that_disconnect_leave_no_task(apply_fix, tmp_path):
    apply_fix()
    async with served_over_tls(endless, tmp_path) as (port, certificate):
        await asyncio.sleep(0.1)
        before = len(asyncio.all_tasks())
        wires = await asyncio.to_thread(lambda: [begun(Http2Wire, port, certificate) for _ in range(3)])
        assert len(asyncio.all_tasks()) > before
        for wire in wires:
            wire.close()
        await until_async(lambda: len(asyncio.all_tasks()) <= before, "the readers' tasks end", PATIENCE)
        assert len(asyncio.all_tasks()) == before


async def test_hypercorn_still_buffers_without_limit():
    """When this fails, upstream has changed: see whether server/h2_backpressure.py can go."""
    assert await pushed(h2.StreamBuffer(EventWrapper), [0, 0, 0])
