"""HTTP/2 PRIORITY frames are ignored."""

import pytest
from priority.priority import TooManyStreamsError

from .frames import connected

# A tree of priorities holds a thousand streams.
MANY = 1500


async def after_priorities(depends):
    """Return the names of a client's events after it has sent MANY priorities: of that many streams, or of one."""

    async def app(scope, receive, send):
        await receive()
        await receive()

    async with connected(app) as connection:
        for number in range(1, MANY):
            stream, parent = (1, 2 * number + 1) if depends else (2 * number + 1, 0)
            connection.client.prioritize(stream, depends_on=parent)
        await connection.send_to_server()
        connection.client.ping(b"are you?")
        await connection.send_to_server()
        return connection.names()


@pytest.mark.parametrize("depends", [True, False])
async def test_connection_outlives_many_priorities(apply_fix, depends):
    apply_fix()
    assert "PingAckReceived" in await after_priorities(depends)


@pytest.mark.parametrize("depends", [True, False])
async def test_hypercorn_still_fails_on_many_priorities(depends):
    """When this fails, upstream has changed: see whether server/h2_priority_frames.py can go."""
    with pytest.RaisesGroup(TooManyStreamsError):
        await after_priorities(depends)
