"""HTTP/2 rapid reset (CVE-2023-44487): streams that are opened and reset at once."""

import h2.events
from h2.errors import ErrorCodes

from waiting import until_async

from .frames import REQUEST, connected

MANY = 300


async def begun(opened, finished=0):
    """Reset `opened` streams in one write, after `finished` whole ones; return the requests begun, and GOAWAY codes."""
    count = ended = 0

    async def app(scope, receive, send):
        nonlocal count, ended
        count += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        ended += 1

    async with connected(app) as connection:
        for _ in range(finished):
            stream = connection.client.get_next_available_stream_id()
            connection.client.send_headers(stream, list(REQUEST.items()), end_stream=True)
            await connection.send_to_server()
            await connection.end(stream)
        before = count
        for _ in range(opened):
            stream = connection.client.get_next_available_stream_id()
            connection.client.send_headers(stream, list(REQUEST.items()), end_stream=True)
            connection.client.reset_stream(stream, ErrorCodes.CANCEL)
        await connection.send_to_server()
        await until_async(lambda: ended - before == opened or closed(connection), "the resets are handled", 30, 0)
    return count - before, closed(connection)


def closed(connection):
    return [event.error_code for event in connection.seen if isinstance(event, h2.events.ConnectionTerminated)]


async def test_connection_with_too_many_resets_is_closed_before_any_request(apply_fix, fix):
    apply_fix()
    assert await begun(fix.MAX_RESETS + 1) == (0, [ErrorCodes.ENHANCE_YOUR_CALM])


async def test_connection_with_the_most_allowed_resets_is_served(apply_fix, fix):
    apply_fix()
    assert await begun(fix.MAX_RESETS) == (fix.MAX_RESETS, [])


async def test_resets_among_many_finished_requests_are_allowed(apply_fix, fix):
    apply_fix()
    count, ends = await begun(fix.MAX_RESETS + 20, finished=3 * fix.MAX_RESETS)
    assert (count, ends) == (fix.MAX_RESETS + 20, [])


async def test_hypercorn_still_starts_requests_that_are_reset_at_once():
    """When this fails, upstream has changed: see whether server/h2_rapid_reset.py can go."""
    assert await begun(MANY) == (MANY, [])
