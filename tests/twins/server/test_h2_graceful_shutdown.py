"""A response over HTTP/2 that is under way when the server stops gets its end."""

from waiting import until_async

from ..compat.apps import PATIENCE
from .frames import connected


async def seen_at_the_end():
    """Return what a client sees of a response when the server is told to stop in the middle of it."""

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


async def test_stream_has_its_end_before_the_connection(apply_fix):
    apply_fix()
    seen = await seen_at_the_end()
    assert seen[-2:] == ["StreamEnded", "ConnectionTerminated"]


async def test_hypercorn_still_ends_the_connection_before_the_stream():
    """When this fails, upstream has changed: see whether server/h2_graceful_shutdown.py can go."""
    assert await seen_at_the_end() == ["DataReceived", "ConnectionTerminated"]
