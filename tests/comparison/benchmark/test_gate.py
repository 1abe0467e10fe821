"""Conversations with a served app, and the comparison of a pair."""

import pytest

from comparison.benchmark.gate import compare_pair, record_conversation
from comparison.benchmark.request import RequestSpec
from comparison.benchmark.workload import Workload

from .canned_server import HELLO, CannedServer
from .planning import minimal_plan


def test_conversation_is_returned_with_the_last_body_and_the_cookies():
    requests = [RequestSpec("POST", "/a", b"12", "text/plain"), RequestSpec("GET", "/b")]
    with CannedServer(HELLO) as server:
        conversation, body, cookie = record_conversation(server.port, requests)
    assert [str(exchange.request) for exchange in conversation] == ["POST /a", "GET /b"]
    assert conversation[0].request.body.start == b"12"
    assert body == b"hello"
    assert cookie == "a=b"


def test_conversation_stops_after_an_incomplete_response():
    response = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut"
    with CannedServer(response, close=True) as server:
        conversation, body, _ = record_conversation(server.port, [RequestSpec("GET", "/a"), RequestSpec("GET", "/b")])
    (exchange,) = conversation
    assert str(exchange.request) == "GET /a"
    assert not exchange.succeeded
    assert exchange.answer_text == "200, and not to its end"
    assert body == b""


@pytest.mark.parametrize(
    ("candidate", "mismatch"),
    [
        pytest.param(HELLO, "", id="equal"),
        pytest.param(HELLO.replace(b"hello", b"jello"), "the two apps differ: ", id="another body"),
        pytest.param(HELLO.replace(b"200 OK", b"404 Not Found"), "the two apps differ: ", id="another status"),
    ],
)
def test_pair_is_compared(tmp_path, candidate, mismatch):
    workload = Workload("page", "requests", "/")
    with CannedServer(HELLO) as first, CannedServer(candidate) as second:
        recorded, text = compare_pair(minimal_plan(tmp_path, workload), workload, first.port, second.port)
    assert recorded.body == candidate[-5:]
    assert text.startswith(mismatch)
    assert bool(text) == bool(mismatch)


def test_error_of_both_apps_is_a_mismatch(tmp_path):
    workload = Workload("page", "requests", "/")
    with CannedServer(HELLO.replace(b"200 OK", b"404 Not Found")) as server:
        _, text = compare_pair(minimal_plan(tmp_path, workload), workload, server.port, server.port)
    assert text == "both apps answer GET / with 404"
