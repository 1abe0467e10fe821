"""Sending every request to a server on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2
import pytest

from comparison.targets.loopback import LoopbackTransport


class Echo(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        content = f"{self.path} {self.headers['Host']} {body.decode()}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def port():
    with HTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


async def test_request_reaches_the_port_with_its_host_and_body(port):
    async with httpx2.AsyncClient(transport=LoopbackTransport(port, None)) as client:
        response = await client.post("http://app.example.test/a?b=c", content=b"hello")
    assert response.text == "/a?b=c app.example.test hello"
