"""WebSocket handshakes whose headers can't be read are answered with 400, and end nothing else."""

import h2.events
import pytest

from comparison.notes.probed_app import HANDSHAKE

from .frames import REQUEST, connected
from .lines import answer_to

LISTS = (b"Sec-WebSocket-Protocol", b"Sec-WebSocket-Extensions")
HEADERS = [f"{name}: {value}".encode() for name, value in HANDSHAKE.items()]


async def statuses_over_http2(name):
    """Ask for a WebSocket with a header of this name beside a request that waits; return the statuses by stream."""

    async def app(scope, receive, send):
        await receive()
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async with connected(app) as connection:
        client = connection.client
        client.config.validate_outbound_headers = False
        opening = REQUEST | {":method": "CONNECT", ":protocol": "websocket", "sec-websocket-version": "13"}
        client.send_headers(3, [*opening.items(), (name.lower(), b"\xff")])
        await connection.send_to_server()
        await connection.end(1)
    heads = [event for event in connection.seen if isinstance(event, h2.events.ResponseReceived)]
    return {event.stream_id: int(dict(event.headers)[b":status"]) for event in heads}


@pytest.mark.parametrize("name", LISTS)
async def test_unreadable_list_is_a_bad_request(apply_fix, name):
    apply_fix()
    answer, paths = await answer_to(b"GET / HTTP/1.1", *HEADERS, name + b": a, \xff")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert paths == []


@pytest.mark.parametrize("name", LISTS)
async def test_unreadable_list_ends_no_other_stream(apply_fix, name):
    apply_fix()
    assert await statuses_over_http2(name) == {1: 200, 3: 400}


@pytest.mark.parametrize("more", [[], [b"Sec-WebSocket-Protocol: a, b"], [b"X-Name: \xff"]])
async def test_other_handshakes_reach_the_app(apply_fix, more):
    apply_fix()
    answer, paths = await answer_to(b"GET / HTTP/1.1", *HEADERS, *more)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert paths == ["/"]


@pytest.mark.parametrize("name", LISTS)
async def test_hypercorn_still_fails_on_an_unreadable_list(name):
    """When this fails, upstream has changed: see whether server/websocket_handshake.py can go."""
    with pytest.RaisesGroup(UnicodeDecodeError):
        await statuses_over_http2(name)
