"""Conversations with a served app, and the comparison of a pair."""

from dataclasses import replace

import pytest

from comparison.benchmark.gate import compare_pair, gate_targets, record_conversation
from comparison.benchmark.request import RequestSpec
from comparison.benchmark.workload import Workload
from comparison.expected import read_expected_differences

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
        gate = compare_pair(minimal_plan(tmp_path, workload), workload, first.port, second.port)
    assert gate.recorded.body == candidate[-5:]
    assert gate.mismatch.startswith(mismatch)
    assert bool(gate.mismatch) == bool(mismatch)


def test_error_of_both_apps_is_a_mismatch(tmp_path):
    workload = Workload("page", "requests", "/")
    with CannedServer(HELLO.replace(b"200 OK", b"404 Not Found")) as server:
        gate = compare_pair(minimal_plan(tmp_path, workload), workload, server.port, server.port)
    assert gate.mismatch == "both apps answer GET / with 404"


VARY = HELLO.replace(b"Content-Length", b"Vary: Cookie\r\nContent-Length")
EXPECTED = """
[[expected]]
route = "GET /"
targets = {targets}
field = "{field}"
{values}
because = "FD201"
"""
VARY_VALUES = 'candidate = "Cookie"'


@pytest.fixture
def gate_of(tmp_path):
    """Return a function that compares a page of a pair, with one expected difference."""

    def gate_of(candidate, field, values, entry_targets=("hypercorn",), targets=("client", "hypercorn")):
        path = tmp_path / "expected.toml"
        path.write_text(EXPECTED.format(field=field, values=values, targets=list(entry_targets)))
        workload = Workload("page", "requests", "/")
        plan = minimal_plan(tmp_path, workload, expected_differences=read_expected_differences(path))
        plan = replace(plan, settings=replace(plan.settings, targets=targets))
        with CannedServer(HELLO) as first, CannedServer(candidate) as second:
            return compare_pair(plan, workload, first.port, second.port)

    return gate_of


def test_expected_difference_is_no_mismatch_and_is_named_once(gate_of):
    gate = gate_of(VARY, "header vary", VARY_VALUES)
    assert (gate.mismatch, gate.expected) == ("", ("header vary (FD201)",))


def test_unexpected_difference_beside_an_expected_one_is_named_with_what_to_do(gate_of):
    gate = gate_of(VARY.replace(b"hello", b"jello"), "header vary", VARY_VALUES)
    assert gate.mismatch.startswith("the two apps differ: exchange 1, GET /: body")
    assert "vary" not in gate.mismatch
    assert "+jello" in gate.mismatch
    assert "accept it: an expected difference of the route GET / on hypercorn." in gate.mismatch


def test_every_unexpected_field_is_named(gate_of):
    gate = gate_of(VARY.replace(b"hello", b"jello"), "status", 'baseline = "200"\ncandidate = "404"')
    assert gate.mismatch.startswith("the two apps differ: exchange 1, GET /: header vary")
    assert "They also differ in: body of GET /." in gate.mismatch


def test_expected_difference_of_another_target_is_a_mismatch(gate_of):
    assert "header vary" in gate_of(VARY, "header vary", VARY_VALUES, entry_targets=("client",)).mismatch


def test_pair_that_is_never_compared_on_hypercorn_has_its_own_targets_count(gate_of):
    assert gate_of(VARY, "header vary", VARY_VALUES, entry_targets=("run",), targets=("run",)).mismatch == ""


def test_gate_stands_on_hypercorn_where_the_pair_is_compared_there(tmp_path):
    settings = minimal_plan(tmp_path).settings
    assert gate_targets(settings) == ("hypercorn",)
    assert gate_targets(replace(settings, targets=("client", "run"))) == ("client", "run")


def test_expected_error_of_one_app_is_not_measured(gate_of):
    failing = HELLO.replace(b"200 OK", b"404 Not Found")
    gate = gate_of(failing, "status", 'baseline = "200"\ncandidate = "404"')
    assert gate.mismatch == "the candidate answers GET / with 404"
