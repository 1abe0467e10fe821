"""HTTP/2 requests that no app can be given are answered with 400, and end nothing else."""

import h2.events
import pytest

from .frames import REQUEST, connected

ODD = {
    "connect": {":method": "CONNECT", ":authority": "localhost:443"},
    "path": REQUEST | {":path": b"/\xc3\xa9"},
    "query": REQUEST | {":path": b"/?\xff"},
    "query alone": REQUEST | {":path": "?"},
    "URL": REQUEST | {":path": "http://["},
    "method": REQUEST | {":method": b"G\xc3\x89T"},
    "websocket": REQUEST | {":method": "CONNECT", ":protocol": "websocket", ":path": b"/\xff"},
}


async def answered(*requests, body=b""):
    """Send requests beside one that waits; return the statuses of all by stream, and the paths that the app was given.

    With a body, it follows each head.
    """
    paths = []

    async def app(scope, receive, send):
        paths.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async with connected(app) as connection:
        client = connection.client
        client.config.validate_outbound_headers = client.config.normalize_outbound_headers = False
        for request in requests:
            stream = client.get_next_available_stream_id()
            client.send_headers(stream, list(request.items()), end_stream=not body)
            if body:
                client.send_data(stream, body, end_stream=True)
        await connection.send_to_server()
        client.send_headers(last := client.get_next_available_stream_id(), list(REQUEST.items()), end_stream=True)
        await connection.send_to_server()
        await connection.end(last)
        await connection.end(1)
    heads = [event for event in connection.seen if isinstance(event, h2.events.ResponseReceived)]
    return {event.stream_id: int(dict(event.headers)[b":status"]) for event in heads}, paths


@pytest.mark.parametrize("body", [b"", b"x" * 1000])
async def test_each_is_a_bad_request_and_the_others_are_served(apply_fix, body):
    apply_fix()
    refused = {3 + 2 * number: 400 for number in range(len(ODD))}
    assert await answered(*ODD.values(), body=body) == ({1: 200, **refused, 3 + 2 * len(ODD): 200}, ["/", "/"])


@pytest.mark.parametrize("target", ["/?a=%FF", "/?", "*"])
async def test_target_of_ascii_is_served(apply_fix, target):
    apply_fix()
    assert (await answered(REQUEST | {":path": target}))[0] == {1: 200, 3: 200, 5: 200}


# Closing a stream whose path it could not read, hypercorn fails once more. Other targets fail in the app.
ERRORS = {
    "connect": UnboundLocalError,
    "path": AttributeError,
    "method": UnicodeDecodeError,
    "websocket": UnicodeDecodeError,
}


@pytest.mark.parametrize("name", ERRORS)
async def test_hypercorn_still_fails_on_an_unservable_request(name):
    """When this fails, upstream has changed: see whether server/h2_unservable_request.py can go."""
    with pytest.RaisesGroup(ERRORS[name]):
        await answered(ODD[name])
