"""What a client sends over HTTP/2 for a stream that has been answered already."""

import asyncio

import h2.events
import pytest
from h2.errors import ErrorCodes

from .frames import REQUEST, connected

POST = REQUEST | {":method": "POST", ":path": "/early"}


async def app(scope, receive, send):
    if scope["path"] == "/":
        # What was sent late has come by now.
        await asyncio.sleep(0.05)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"whole"})


async def late(send):
    """Answer a post at once, let the client go on with it, and return what it saw, with a page's body beside it."""
    async with connected(app) as connection:
        stream = connection.client.get_next_available_stream_id()
        connection.client.send_headers(stream, list(POST.items()))
        await connection.send_to_server()
        await asyncio.sleep(0.01)
        send(connection.client, stream)
        await connection.send_to_server()
        await asyncio.sleep(0.1)
    resets = [event.error_code for event in connection.seen if isinstance(event, h2.events.StreamReset)]
    data = [event for event in connection.seen if isinstance(event, h2.events.DataReceived)]
    page = [event.data for event in data if event.stream_id == 1]
    return resets, b"".join(page)


def some(client, stream):
    client.send_data(stream, b"late")


def the_end(client, stream):
    client.end_stream(stream)


async def test_late_data_ends_its_stream_and_no_other(apply_fix):
    apply_fix()
    assert await late(some) == ([ErrorCodes.NO_ERROR], b"whole")


async def test_late_end_is_no_fault(apply_fix):
    apply_fix()
    assert (await late(the_end))[1] == b"whole"


async def test_hypercorn_still_ends_the_connection():
    """When this fails, upstream has changed: see whether server/h2_late_data.py can go."""
    with pytest.RaisesGroup(KeyError):
        await late(some)
