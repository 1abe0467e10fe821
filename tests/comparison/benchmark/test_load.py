"""Closed and open loops: how often they send, from when latencies count, and which errors they keep."""

import pytest

from comparison.benchmark.connection import ExpectedResponse
from comparison.benchmark.load import closed_loop, open_loop, run_loop

from .canned_server import HELLO, CannedServer
from .test_connection import GET

ANY = ExpectedResponse()


def test_closed_loop_reuses_its_connections_and_counts_every_response():
    with CannedServer(HELLO) as server:
        result = run_loop(closed_loop, server.port, GET, ANY, 4, 0.2)
    assert server.connections == 4
    assert result.count == server.requests == len(result.latencies) == len(result.first_bytes)
    assert result.errors == []
    assert result.seconds >= 0.2


def test_each_client_of_a_closed_loop_gets_at_least_one_response():
    with CannedServer(HELLO, wait=0.05) as server:
        assert run_loop(closed_loop, server.port, GET, ANY, 30, 0.0).count == 30


def test_clients_start_spread_over_the_ramp_up():
    with CannedServer(HELLO) as server:
        result = run_loop(closed_loop, server.port, GET, ANY, 4, 0.0, 0.4)
    assert (result.count, result.errors) == (4, [])
    assert result.seconds >= 0.3


def test_connection_that_the_server_closed_is_no_error():
    with CannedServer(HELLO, close=True) as server:
        result = run_loop(closed_loop, server.port, GET, ANY, 2, 0.1)
    assert result.errors == []
    assert result.count > 2


def test_open_loop_sends_at_its_rate():
    with CannedServer(HELLO) as server:
        result = run_loop(open_loop, server.port, GET, ANY, 100.0, 0.5, 8)
    assert result.count == server.requests == 50


def test_latency_in_an_open_loop_counts_from_when_the_request_was_due():
    """One client, responses after 0.1 s, and requests due every 0.01 s: the last waits for all before it."""
    with CannedServer(HELLO, wait=0.1) as server:
        result = run_loop(open_loop, server.port, GET, ANY, 100.0, 0.1, 1)
    assert result.count == 10
    assert result.latencies == sorted(result.latencies)
    assert result.latencies[-1] > 0.8


def test_wrong_response_is_an_error():
    with CannedServer(HELLO) as server:
        result = run_loop(closed_loop, server.port, GET, ExpectedResponse(404), 2, 0.0)
    assert result.errors[0] == "status 200 instead of 404"


@pytest.mark.parametrize(
    ("response", "error"),
    [
        pytest.param(b"", "the server closed the connection before the end of the response", id="no response"),
        pytest.param(b"hello world\r\n\r\n", "", id="no HTTP"),
    ],
)
def test_broken_response_is_an_error(response, error):
    with CannedServer(response, close=True) as server:
        result = run_loop(closed_loop, server.port, GET, ANY, 1, 0.0)
    assert result.count == 0
    assert error in result.errors[0]


def test_no_more_than_three_errors_are_kept():
    with CannedServer(HELLO) as server:
        assert len(run_loop(open_loop, server.port, GET, ExpectedResponse(404), 100.0, 0.1).errors) == 3


def test_load_measures_how_busy_it_was():
    with CannedServer(HELLO, wait=0.2) as server:
        assert 0 <= run_loop(closed_loop, server.port, GET, ANY, 1, 0.0).busy < 0.5
