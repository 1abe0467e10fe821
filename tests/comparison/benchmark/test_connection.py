"""Connections of the load: framing, bodies in parts, closed connections, wrong responses."""

import zlib

import pytest

from comparison.benchmark.connection import ExpectedResponse, Response, open_connections, send_request
from comparison.benchmark.request import EncodedRequest

from .canned_server import CHUNKED, HELLO, CannedServer

GET = EncodedRequest(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")


@pytest.mark.parametrize(("response", "body"), [(HELLO, b"hello"), (CHUNKED, b"hello world")])
def test_response_is_read_to_its_end_with_either_framing(response, body):
    with CannedServer(response) as server:
        received = send_request(server.port, GET)
    assert (received.status, received.size, received.crc) == (200, len(body), zlib.crc32(body))
    assert received.complete
    assert received.first_byte_at > 0


def test_body_arrives_complete_in_one_part_or_in_drips():
    body = bytes(range(256)) * 4000
    head = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    with CannedServer(HELLO) as server:
        for drips in (1, 7):
            send_request(server.port, EncodedRequest(head, body, drips=drips, pause=0.001))
    assert server.bodies == [body, body]


@pytest.mark.parametrize(
    ("expected", "mismatch"),
    [
        (ExpectedResponse(), ""),
        (ExpectedResponse(200, 5, zlib.crc32(b"hello")), ""),
        (ExpectedResponse(404), "status 200 instead of 404"),
        (ExpectedResponse(200, 6), "a body of 5 bytes instead of 6"),
        (ExpectedResponse(200, 5, 1), "a body of the right size with different bytes"),
    ],
)
def test_wrong_response_is_a_mismatch(expected, mismatch):
    assert expected.mismatch(Response(200, 5, zlib.crc32(b"hello"))) == mismatch


async def test_connection_is_reused():
    with CannedServer(HELLO) as server:
        async with open_connections(server.port, 2) as connections:
            for connection in connections * 2:
                await connection.send(GET)
    assert (server.connections, server.requests) == (2, 4)


async def test_connection_that_the_server_closed_is_reopened():
    with CannedServer(HELLO, close=True) as server:
        async with open_connections(server.port, 1) as (connection,):
            responses = [await connection.send(GET) for _ in range(3)]
    assert [response.status for response in responses] == [200, 200, 200]


def test_server_that_closes_without_a_response_is_an_error():
    with (
        CannedServer(b"", close=True) as server,
        pytest.raises(EOFError, match="closed the connection before the end of the response"),
    ):
        send_request(server.port, GET)


def test_server_that_does_not_listen_is_an_error():
    with CannedServer(HELLO) as server:
        port = server.port
    with pytest.raises(OSError, match="Connect"):
        send_request(port, GET)
