"""An HTTP/2 response that is under way when the server stops is completed before GOAWAY."""

from waiting import until_async

from ..compat.apps import PATIENCE
from .frames import connected


async def events_at_shutdown():
    """Return the names of the client's events from DataReceived on, when the server stops during a response."""

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await connection.context.terminated.wait()
        await send({"type": "http.response.body", "body": b"the rest", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async with connected(app) as connection:
        await seen(connection, "ResponseReceived")
        await connection.context.terminated.set()
        await seen(connection, "ConnectionTerminated")
    names = connection.names()
    return names[names.index("DataReceived") :]


async def seen(connection, event):
    await until_async(lambda: event in connection.names(), f"the client sees {event}", PATIENCE)


async def test_end_stream_is_sent_before_goaway(apply_fix):
    apply_fix()
    seen = await events_at_shutdown()
    assert seen[-2:] == ["StreamEnded", "ConnectionTerminated"]


async def test_hypercorn_still_sends_goaway_before_end_stream():
    """When this fails, upstream has changed: see whether server/h2_graceful_shutdown.py can go."""
    assert await events_at_shutdown() == ["DataReceived", "ConnectionTerminated"]
