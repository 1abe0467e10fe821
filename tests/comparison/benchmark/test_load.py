"""The load asks as often as it says, and takes no wrong answer for a right one."""

import asyncio
import contextlib
import threading
import zlib

import pytest

from comparison.benchmark.load import Answer, Asked, Expected, ask, closed, opened, run

PATIENCE = 30.0
GET = Asked(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b; Path=/\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"


class Server:
    """Gives the same bytes for each request, after `wait` seconds; with `once` it closes after each."""

    def __init__(self, answer, wait=0.0, once=False):
        self.answer, self.wait, self.once = answer, wait, once
        self.requests, self.bodies, self.connections, self.port = 0, [], 0, 0
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()))

    async def serve(self):
        self.loop, self.stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.stopped.wait()
        server.close()

    async def talk(self, reader, writer):
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
                self.bodies.append(await reader.readexactly(length))
                self.requests += 1
                await asyncio.sleep(self.wait)
                writer.write(self.answer)
                if self.once:
                    break
        writer.close()

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(PATIENCE), "the server does not listen"
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the server's thread has not ended"


def test_answer_is_read_to_its_end_in_either_framing():
    for answer, body in ((HELLO, b"hello"), (CHUNKED, b"hello world")):
        with Server(answer) as server:
            found = ask(server.port, GET)
        assert (found.status, found.size, found.crc) == (200, len(body), zlib.crc32(body))
        assert found.complete


def test_body_is_sent_whole_also_in_drips():
    body = bytes(range(256)) * 4000
    head = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    with Server(HELLO) as server:
        for drips in (1, 7):
            ask(server.port, Asked(head, body, drips=drips, pause=0.001))
    assert server.bodies == [body, body]


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        (Expected(), ""),
        (Expected(200, 5, zlib.crc32(b"hello")), ""),
        (Expected(404), "status 200 instead of 404"),
        (Expected(200, 6), "a body of 5 bytes instead of 6"),
        (Expected(200, 5, 1), "a body of other bytes"),
    ],
)
def test_wrong_answer_is_a_fault(expected, fault):
    assert expected.fault(Answer(200, 5, zlib.crc32(b"hello"))) == fault
    with Server(HELLO) as server:
        assert run(closed, server.port, GET, expected, 2, 0.0).errors[:1] == ([fault] if fault else [])


def test_closed_loop_keeps_its_connections():
    with Server(HELLO) as server:
        load = run(closed, server.port, GET, Expected(), 4, 0.2)
    assert server.connections == 4
    assert load.count == server.requests == len(load.latencies) == len(load.first_bytes)
    assert load.errors == []
    assert load.seconds >= 0.2


def test_each_client_is_answered_at_least_once():
    with Server(HELLO, wait=0.05) as server:
        assert run(closed, server.port, GET, Expected(), 30, 0.0).count == 30


def test_clients_begin_one_after_the_other_within_the_spread():
    with Server(HELLO) as server:
        load = run(closed, server.port, GET, Expected(), 4, 0.0, 0.4)
    assert (load.count, load.errors) == (4, [])
    assert load.seconds >= 0.3


def test_connection_that_the_server_has_closed_is_opened_again():
    with Server(HELLO, once=True) as server:
        load = run(closed, server.port, GET, Expected(), 2, 0.1)
    assert load.errors == []
    assert load.count > 2


def test_open_loop_asks_as_often_as_it_says():
    with Server(HELLO) as server:
        load = run(opened, server.port, GET, Expected(), 100.0, 0.5, 8)
    assert load.count == server.requests == 50


def test_open_loop_counts_from_when_a_request_was_due():
    """One client, a server that takes 0.1 s, and requests that are due every 0.01 s: the last waits for all before."""
    with Server(HELLO, wait=0.1) as server:
        load = run(opened, server.port, GET, Expected(), 100.0, 0.1, 1)
    assert load.count == 10
    assert load.latencies == sorted(load.latencies)
    assert load.latencies[-1] > 0.8


def test_server_that_ends_without_an_answer_is_an_error():
    with Server(b"", once=True) as server:
        load = run(closed, server.port, GET, Expected(), 1, 0.0)
    assert load.errors == ["the connection ended before its answer"]


def test_server_that_is_gone_is_an_error():
    with Server(HELLO) as server:
        port = server.port
    with pytest.raises(OSError, match="Connect"):
        ask(port, GET)


def test_what_is_no_http_is_an_error():
    with Server(b"hello world\r\n\r\n", once=True) as server:
        assert run(closed, server.port, GET, Expected(), 1, 0.0).errors


def test_load_says_how_busy_it_was():
    with Server(HELLO, wait=0.2) as server:
        assert 0 <= run(closed, server.port, GET, Expected(), 1, 0.0).busy < 0.5
