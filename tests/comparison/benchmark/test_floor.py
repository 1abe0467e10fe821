"""The floor on a real server: it sends the recorded response."""

import time
import zlib

import pytest

from comparison.benchmark.connection import send_request
from comparison.benchmark.request import EncodedRequest, RequestSpec
from comparison.benchmark.servers import (
    FLOOR,
    Cpus,
    RecordedResponse,
    server_command,
    start_server,
    write_floor_response,
)
from comparison.sides import Side

BODY = bytes(range(256)) * 1000


@pytest.fixture
def serve_floor(tmp_path):
    """Return a function that serves a recorded response, and returns the port."""
    servers = []

    def serve(body, waits=False, status=200):
        headers = (("content-type", "text/csv"), ("transfer-encoding", "chunked"), ("date", "now"))
        env = dict(write_floor_response(RecordedResponse(status, headers, body, waits), tmp_path / "floor"))
        side, command = Side("floor", FLOOR, FLOOR, env), server_command("hypercorn", FLOOR, 1, 1)
        servers.append(start_server(side, command, tmp_path, tmp_path / "a", "s", Cpus()))
        return servers[-1].port

    yield serve
    for server in servers:
        server.stop()


def send(port, request):
    return send_request(port, EncodedRequest(request.head(), request.body))


@pytest.mark.torture
def test_floor_sends_the_recorded_body_and_status(serve_floor):
    response = send(serve_floor(BODY, status=201), RequestSpec("GET", "/large"))
    assert (response.status, response.size, response.crc) == (201, len(BODY), zlib.crc32(BODY))


@pytest.mark.torture
def test_floor_stores_a_body_before_it_responds(serve_floor, tmp_path):
    response = send(serve_floor(b""), RequestSpec("POST", "/upload", BODY, "text/plain"))
    (stored,) = [path for path in (tmp_path / "floor").iterdir() if path.name not in ("body", "head.json")]
    assert response.status == 200
    assert stored.read_bytes() == BODY


@pytest.mark.torture
def test_floor_waits_as_long_as_the_path_says(serve_floor):
    port = serve_floor(b"waited", waits=True)
    start = time.monotonic()
    send(port, RequestSpec("GET", "/wait/200"))
    assert time.monotonic() - start >= 0.2
