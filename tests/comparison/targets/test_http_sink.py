"""The HTTP sink: it records what apps send, with any library, and answers as a test wants."""

import http.client
import socket
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from comparison.targets.http_sink import Answer, HttpSink
from waiting import until


@pytest.fixture
def sink():
    sink = HttpSink()
    sink.start()
    yield sink
    sink.stop()


def lines(sink):
    return [(str(exchange.request), exchange.status) for exchange in sink.received]


def test_request_is_recorded_without_what_the_library_sets(sink):
    response = httpx2.post(f"{sink.address}/hooks/1?a=%20b", json={"id": 1}, headers={"X-Sign": "abc"})
    assert (response.status_code, response.json()) == (200, {})
    [exchange] = sink.received
    assert str(exchange.request) == "SENT POST /hooks/1?a=%20b"
    assert exchange.headers == (("content-type", "application/json"), ("x-sign", "abc"))
    assert (exchange.status, exchange.body.start, exchange.complete) == (200, b'{"id":1}', True)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "REPORT"])
def test_any_method_and_library(method, sink):
    request = urllib.request.Request(f"{sink.address}/a", method=method)
    with urllib.request.urlopen(request, timeout=20) as response:
        assert response.read() == b"{}"
    assert lines(sink) == [(f"SENT {method} /a", 200)]


def test_body_in_chunks_is_joined(sink):
    httpx2.post(f"{sink.address}/a", content=(part for part in (b"one ", b"two")))
    assert sink.received[0].body.start == b"one two"


def test_answers_come_in_turn_and_the_last_one_stays(sink):
    sink.answer("POST", "/pay", Answer(503), Answer(201, (("X-Id", "7"),), b"paid"))
    responses = [httpx2.post(f"{sink.address}/pay") for _ in range(3)]
    assert [response.status_code for response in responses] == [503, 201, 201]
    assert (responses[2].text, responses[2].headers["x-id"]) == ("paid", "7")
    sink.clear()
    assert (httpx2.post(f"{sink.address}/pay").status_code, len(sink.received)) == (200, 1)


def test_requests_at_once_are_all_recorded(sink):
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(lambda number: httpx2.get(f"{sink.address}/{number}"), range(20)))
    assert sorted(lines(sink)) == sorted((f"SENT GET /{number}", 200) for number in range(20))


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\r\n\r\n", b"GET\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab",
        b"GET / HTTP/1.1\r\nX: \xff\r\n\r\n",
    ],
    ids=["no request", "a half line", "a body that is cut off", "a header that is no text"],
)  # fmt: skip
def test_odd_requests_leave_the_sink_usable(content, sink):
    host, port = sink.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1000):
            continue
    assert httpx2.get(f"{sink.address}/after").status_code == 200


def test_request_that_is_cut_off_is_recorded_as_such(sink):
    host = sink.address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.putrequest("POST", "/a")
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"ab")
    connection.close()
    until(lambda: sink.received, "the request is recorded", 20)
    assert sink.received[0].complete is False
