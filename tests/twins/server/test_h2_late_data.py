"""HTTP/2 frames for a stream that has ended are ignored."""

import asyncio

import h2.events
import pytest
from h2.errors import ErrorCodes

from .frames import REQUEST, connected

POST = REQUEST | {":method": "POST", ":path": "/early"}


async def after_late(send):
    """Answer a post early, call `send` for its stream, and return the resets seen and the body of another page."""
    late = asyncio.Event()

    async def app(scope, receive, send):
        if scope["path"] == "/":
            await late.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"whole"})

    async with connected(app) as connection:
        stream = connection.client.get_next_available_stream_id()
        connection.client.send_headers(stream, list(POST.items()))
        await connection.send_to_server()
        await connection.end(stream)
        send(connection.client, stream)
        await connection.send_to_server()
        late.set()
        await connection.end(1)
    resets = [event.error_code for event in connection.seen if isinstance(event, h2.events.StreamReset)]
    data = [event for event in connection.seen if isinstance(event, h2.events.DataReceived)]
    page = [event.data for event in data if event.stream_id == 1]
    return resets, b"".join(page)


def late_data(client, stream):
    client.send_data(stream, b"late")


def late_end(client, stream):
    client.end_stream(stream)


async def test_late_data_resets_only_its_own_stream(apply_fix):
    apply_fix()
    assert await after_late(late_data) == ([ErrorCodes.NO_ERROR], b"whole")


async def test_late_end_stream_is_ignored(apply_fix):
    apply_fix()
    assert (await after_late(late_end))[1] == b"whole"


async def test_hypercorn_still_closes_the_connection_on_late_data():
    """When this fails, upstream has changed: see whether server/h2_late_data.py can go."""
    with pytest.RaisesGroup(KeyError):
        await after_late(late_data)
