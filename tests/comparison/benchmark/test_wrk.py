"""wrk as the load, and its script."""

import pytest

from comparison.benchmark.connection import ExpectedResponse
from comparison.benchmark.request import EncodedRequest
from comparison.benchmark.wrk import lua_string, run_wrk, wrk_script
from comparison.errors import ConfigurationError

from .canned_server import HELLO, CannedServer
from .test_connection import GET


@pytest.mark.needs("wrk")
def test_responses_are_counted(tmp_path):
    with CannedServer(HELLO) as server:
        result = run_wrk(server.port, GET, ExpectedResponse(200, 5), 4, 1, tmp_path)
    assert result.errors == []
    assert 0 < result.count <= server.requests
    assert result.seconds == pytest.approx(1, rel=0.5)
    assert result.busy > 0


@pytest.mark.needs("wrk")
@pytest.mark.parametrize("expected", [ExpectedResponse(404), ExpectedResponse(200, 6)])
def test_wrong_responses_are_an_error(tmp_path, expected):
    with CannedServer(HELLO) as server:
        (error,) = run_wrk(server.port, GET, expected, 2, 1, tmp_path).errors
    assert "wrong responses and 0 errors" in error


@pytest.mark.needs("wrk")
def test_server_that_does_not_listen_is_an_error(tmp_path):
    with CannedServer(HELLO) as server:
        port = server.port
    assert "wrk failed" in run_wrk(port, GET, ExpectedResponse(), 1, 1, tmp_path).errors[0]


def test_missing_program_is_named_with_its_package(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        ConfigurationError,
        match=r"need wrk, which is not installed: apt-get install wrk, .* or measure others with --workload",
    ):
        run_wrk(1, GET, ExpectedResponse(), 1, 1, tmp_path)


def test_script_sends_the_path_and_the_headers():
    request = EncodedRequest(b'GET /a?b=1 HTTP/1.1\r\nHost: a\r\nCookie: c="d"\r\n\r\n')
    script = wrk_script(request, ExpectedResponse(200, 5))
    assert 'wrk.path = "GET", "/a?b=1"' in script
    assert r'["Cookie"] = "c=\"d\""' in script


def test_lua_string_is_quoted():
    assert lua_string('a"b\\') == '"a\\"b\\\\"'
