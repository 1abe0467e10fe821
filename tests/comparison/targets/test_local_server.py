"""ASGI apps of this process on ports of this machine."""

import asyncio
import socket
import threading
import time

import httpx2
import pytest

from comparison.errors import StartError
from comparison.targets.local_requests import answer, serve_lifespan
from comparison.targets.local_server import LocalServers


async def hello(scope, receive, send):
    if scope["type"] == "lifespan":
        await serve_lifespan(receive, send)
    elif scope["path"] == "/endless":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        await asyncio.Event().wait()
    else:
        await answer(send, 200, scope["path"])


def test_apps_are_served_until_the_end(caplog, capfd):
    servers = LocalServers()
    ports = [servers.add(hello, 0) for _ in range(2)]
    servers.start()
    try:
        responses = [httpx2.get(f"http://127.0.0.1:{port}/a") for port in ports]
        assert servers.call(asyncio.sleep(0, "done"), 10) == "done"
        with pytest.raises(TimeoutError):
            servers.call(asyncio.sleep(60), 0.01)
        with socket.create_connection(("127.0.0.1", ports[0])) as reader:
            reader.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            assert reader.recv(1000).startswith(b"HTTP/1.1 200")
            before = time.monotonic()
            servers.stop()
            assert time.monotonic() - before < 5
    finally:
        servers.stop()
    assert [response.text for response in responses] == ["/a", "/a"]
    # No header of a server's own.
    assert [sorted(response.headers) for response in responses] == [["content-length", "content-type"]] * 2
    # The connection that is open at the end is no error.
    assert (caplog.text, capfd.readouterr().err) == ("", "")
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def test_taken_port_is_an_error():
    servers = LocalServers()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(StartError, match=rf"Port {port} of 127.0.0.1 can't be used .*: pass another --port"):
            servers.add(hello, port)
    servers.stop()


def test_call_that_the_end_interrupts_times_out():
    servers, begun, errors = LocalServers(), threading.Event(), []

    async def wait():
        begun.set()
        await asyncio.Event().wait()

    def call():
        try:
            servers.call(wait(), 60)
        except TimeoutError as error:
            errors.append(str(error))

    servers.add(hello, 0)
    servers.start()
    caller = threading.Thread(target=call)
    caller.start()
    begun.wait(10)
    servers.stop()
    caller.join(10)
    assert errors == ["The servers have ended."]
    with pytest.raises(TimeoutError, match="do not run"):
        servers.call(asyncio.sleep(0), 1)
