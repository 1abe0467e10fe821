"""wrk as the load."""

import pytest

from comparison.benchmark.load import Asked, Expected
from comparison.benchmark.wrk import lua, script_for, wrk
from comparison.errors import ConfigurationError

from .test_load import GET, HELLO, Server


@pytest.mark.needs("wrk")
def test_right_answers_are_counted(tmp_path):
    with Server(HELLO) as server:
        load = wrk(server.port, GET, Expected(200, 5), 4, 1, tmp_path)
    assert load.errors == []
    assert 0 < load.count <= server.requests
    assert load.seconds == pytest.approx(1, rel=0.5)
    assert load.busy > 0


@pytest.mark.needs("wrk")
@pytest.mark.parametrize("expected", [Expected(404), Expected(200, 6)])
def test_wrong_answers_are_an_error(tmp_path, expected):
    with Server(HELLO) as server:
        (error,) = wrk(server.port, GET, expected, 2, 1, tmp_path).errors
    assert "wrong answers and 0 errors" in error


@pytest.mark.needs("wrk")
def test_server_that_is_gone_is_an_error(tmp_path):
    with Server(HELLO) as server:
        port = server.port
    assert "wrk failed" in wrk(port, GET, Expected(), 1, 1, tmp_path).errors[0]


def test_missing_program_is_named_with_its_package(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="apt-get install wrk"):
        wrk(1, GET, Expected(), 1, 1, tmp_path)


def test_script_asks_for_the_path_with_the_headers():
    asked = Asked(b'GET /a?b=1 HTTP/1.1\r\nHost: a\r\nCookie: c="d"\r\n\r\n')
    script = script_for(asked, Expected(200, 5))
    assert 'wrk.path = "GET", "/a?b=1"' in script
    assert r'["Cookie"] = "c=\"d\""' in script


def test_text_is_quoted_for_lua():
    assert lua('a"b\\') == '"a\\"b\\\\"'
