"""Sending every request to a server on this machine."""

import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from comparison.targets.loopback import LoopbackTransport
from twins.server.served import served_over_tls


class Echo(BaseHTTPRequestHandler):
    together = threading.Barrier(1)

    def do_POST(self):
        self.together.wait()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        content = f"{self.path} {self.headers['Host']} {body.decode()}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


@pytest.fixture
def port():
    with Server(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


async def test_request_reaches_the_port_with_its_host_and_body(port):
    async with httpx2.AsyncClient(transport=LoopbackTransport(port, None)) as client:
        response = await client.post("http://app.example.test/a?b=c", content=b"hello")
    assert response.text == "/a?b=c app.example.test hello"


async def answer(scope, receive, send):
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


async def test_request_after_a_pause_uses_no_connection_that_the_server_has_closed(tmp_path):
    async with (
        served_over_tls(answer, tmp_path, keep_alive_timeout=1) as (port, certificate),
        httpx2.AsyncClient(transport=LoopbackTransport(port, certificate), timeout=60) as client,
    ):
        for pause in (0, 1.5):
            await asyncio.sleep(pause)
            assert (await client.get("http://app.example.test/")).text == "hello"


async def test_as_many_requests_as_a_test_needs_are_under_way_at_once(port, monkeypatch):
    monkeypatch.setattr(Echo, "together", threading.Barrier(101, timeout=60))
    async with httpx2.AsyncClient(transport=LoopbackTransport(port, None), timeout=60) as client:
        posts = (client.post("http://app.example.test/", content=b"hello") for _ in range(101))
        assert {response.status_code for response in await asyncio.gather(*posts)} == {200}
