"""The floor sends what was recorded, on a real server."""

import time
import zlib

import pytest

from comparison.benchmark.gate import Sent
from comparison.benchmark.load import Asked, ask
from comparison.benchmark.servers import FLOOR, Cpus, Recorded, command_of, floor_of, serve
from comparison.settings import Side

BODY = bytes(range(256)) * 1000


@pytest.fixture
def floor(tmp_path):
    """Return a function that serves what was recorded, and returns the port."""
    servers = []

    def served(body, waits=False, status=200):
        headers = (("content-type", "text/csv"), ("transfer-encoding", "chunked"), ("date", "now"))
        env = dict(floor_of(Recorded(status, headers, body, waits), tmp_path / "floor"))
        side = Side("floor", FLOOR, FLOOR, env)
        servers.append(serve(side, command_of("hypercorn", FLOOR, 1, 1), tmp_path, tmp_path / "a", "s", Cpus()))
        return servers[-1].port

    yield served
    for server in servers:
        server.stop()


def asked(sent):
    return Asked(sent.head(), sent.body)


def test_floor_sends_the_bytes_with_their_status(floor):
    answer = ask(floor(BODY, status=201), asked(Sent("GET", "/large")))
    assert (answer.status, answer.size, answer.crc) == (201, len(BODY), zlib.crc32(BODY))


def test_floor_stores_a_body_before_it_answers(floor, tmp_path):
    answer = ask(floor(b""), asked(Sent("POST", "/upload", BODY, "text/plain")))
    (stored,) = [one for one in (tmp_path / "floor").iterdir() if one.name not in ("body", "head.json")]
    assert answer.status == 200
    assert stored.read_bytes() == BODY


def test_floor_waits_as_long_as_the_path_says(floor):
    port = floor(b"waited", waits=True)
    begun = time.monotonic()
    ask(port, asked(Sent("GET", "/wait/200")))
    assert time.monotonic() - begun >= 0.2


def test_hop_by_hop_headers_are_not_sent_twice(tmp_path):
    floor_of(Recorded(200, (("Connection", "close"), ("x-a", "1")), b"", False), tmp_path / "floor")
    assert '"headers": [["x-a", "1"]]' in (tmp_path / "floor" / "head.json").read_text()
