"""Test that the nginx configuration in serving.md limits what neither an app nor its server can."""

import re
import socket
import time
from pathlib import Path

import pytest

from lab.faults.protocol import BOTH_LENGTHS
from lab.promises.place import TWINS, served, upload
from lab.promises.trust import LOGIN

from .nginx import behind

pytestmark = pytest.mark.needs("nginx")
SERVING = Path(__file__).parents[2] / "comparison" / "docs" / "serving.md"
PATIENCE = 1


def advised() -> tuple[str, str]:
    """Return the settings of serving.md for nginx's blocks `http` and `server`, with times cut to seconds."""
    text = re.search(r"```nginx\n(.*?)```", SERVING.read_text(encoding="utf-8"), re.DOTALL)[1]
    http, _, rest = text.partition("server {\n")
    # The tests speak plain HTTP to it, at a port of their own.
    rest = re.sub(r"(_timeout) \d+s", rf"\1 {PATIENCE}s", re.sub(r" *(listen|ssl_).*\n", "", rest))
    return http, rest.rstrip().removesuffix("}").replace("127.0.0.1:8000", "127.0.0.1:APP")


@pytest.fixture(scope="module", params=TWINS, ids=str)
def client(request, tmp_path_factory):
    http, server = advised()
    # A development server: it has no clock of its own for a body.
    directory = tmp_path_factory.mktemp("nginx")
    with (
        served(request.param, "run", {"TRUSTED_PROXIES": "1"}) as place,
        behind(place.server.port, directory, http, server) as client,
    ):
        yield client


def dripped(client, request: bytes, seconds: float) -> bytes:
    """Send a request at ten bytes a second until the proxy ends it; return the response."""
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=10) as connection:
        end = time.monotonic() + seconds
        try:
            for byte in request:
                connection.sendall(bytes([byte]))
                time.sleep(0.1)
                if time.monotonic() > end:
                    pytest.fail("the proxy waits for ever")
        except OSError:
            pass
        return connection.recv(65536)


def test_header_that_drips_is_cut_off(client):
    answer = dripped(client, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000, 10 * PATIENCE)
    assert answer == b""


def test_body_that_stops_is_cut_off(client):
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=10 * PATIENCE) as connection:
        form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntext="
        connection.sendall(b"POST /messages/ HTTP/1.1\r\nHost: localhost\r\n" + form)
        assert connection.recv(65536)[:12] in (b"", b"HTTP/1.1 408")


def test_logins_are_throttled_before_the_workers(client):
    form = LOGIN | {"password": "wrong"}
    statuses = [client.post("/login", data=form).status_code for _ in range(40)]
    assert statuses[0] == 401
    assert 1 <= statuses.count(401) < 20
    assert set(statuses) == {401, 429}


def test_body_over_the_limit_does_not_reach_the_app(client):
    response = client.post("/upload/", content=upload(18_000_000))
    assert (response.status_code, "nginx" in response.text) == (413, True)


def test_request_with_two_lengths_does_not_reach_the_app(client):
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=10) as connection:
        head = b"POST /messages/ HTTP/1.1\r\nHost: localhost\r\n"
        connection.sendall(head + BOTH_LENGTHS)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert (answer[:12], answer.count(b"HTTP/1.1 ")) == (b"HTTP/1.1 400", 1)


def test_pages_are_served_as_before(client):
    assert client.get("/").status_code == 200
