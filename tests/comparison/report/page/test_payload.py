"""The blocks of the page: compressed, without markup, bounded, and found by the index."""

import base64
import gzip
import json

import pytest

from comparison.report.json_report import comparison_json
from comparison.report.page import payload as module
from comparison.report.page.payload import Payload, json_element
from comparison.report.recorded import RecordedInResult
from comparison.suite.result import SuiteResult

from ..comparisons import COMPARISON
from ..recordings import TEST, write_store
from .large_result import large_result


def opened(payload, groups=()):
    """Return the index of a payload, and its tests and exchanges."""
    values = {"t": [], "x": []}
    for id, text in payload.blocks():
        values[id[0]] += json.loads(gzip.decompress(base64.b64decode(text)))
    return json.loads(payload.index(groups, {"FD201": "a title"})), values["t"], values["x"]


@pytest.fixture
def recorded(tmp_path):
    store = write_store(tmp_path / "exchanges.sqlite")
    yield store
    store.close()


def test_index_has_each_test_with_its_states(recorded):
    index, tests, exchanges = opened(Payload(comparison_json(COMPARISON, 1), recorded), [[TEST]])
    assert index["targets"] == ["client", "run"]
    assert index["tests"] == [
        ["test_a.py::test_one_thing", [["same", 0], ["expected", 0]]],
        [TEST, [["different", 1], 0]],
    ]
    assert index["notes"] == {"FD201": "a title"}
    assert (index["groups"], index["starts"], index["leftOut"]) == ([[1]], {"t": [0], "x": [0]}, 0)
    assert [test["test"] for test in tests] == ["test_a.py::test_one_thing", TEST]
    assert tests[1]["source"]["line"] == 3
    assert len(exchanges) == 3


def test_exchange_has_the_command_that_sends_it(recorded):
    _, tests, exchanges = opened(Payload(comparison_json(COMPARISON, 1), recorded))
    baseline, candidate = tests[1]["runs"]
    assert exchanges[candidate["exchanges"][1]]["status"] == 404
    assert exchanges[baseline["exchanges"][0]]["curl"] == "curl -i http://<host>/equal"


def test_blocks_are_found_by_their_starts(monkeypatch):
    monkeypatch.setattr(module, "_BLOCK", 5000)
    result, recorded = large_result(tests=50, targets=("client", "run"), exchanges=2)
    index, tests, exchanges = opened(Payload(result, recorded))
    assert len(index["starts"]["x"]) > 10
    assert len(index["starts"]["t"]) > 2
    assert all(starts == sorted(starts) for starts in index["starts"].values())
    for number in (0, 7, 49):
        run = tests[number]["runs"][0]
        assert exchanges[run["exchanges"][1]]["request"]["target"] == f"/page/{number}?part=1"
    assert len(exchanges) == len(result["exchanges"])


def test_exchanges_of_what_differs_come_first_if_there_is_no_room_for_all(monkeypatch):
    monkeypatch.setattr(module, "_BLOCK", 10_000)
    monkeypatch.setattr(module, "_MAX_EXCHANGES", 20_000)
    result, recorded = large_result(tests=60, targets=("client",), exchanges=3)
    index, tests, exchanges = opened(Payload(result, recorded))
    kept = [number for number, test in enumerate(tests) if None not in test["runs"][1]["exchanges"]]
    assert {0, 1, 40} <= set(kept)
    assert 0 < index["leftOut"] == len(result["exchanges"]) - len(exchanges)
    assert tests[59]["runs"][0]["exchanges"] == [None] * 3


def test_failure_is_with_its_test(recorded):
    failures = [
        (f"tests/{TEST.replace('[x]', '[client-baseline-x]')}", "AssertionError"),
        ("tests/test_z.py::test", "no"),
    ]
    _, tests, _ = opened(Payload(comparison_json(COMPARISON, 1, failures=failures), recorded))
    assert [test["failures"] for test in tests] == [[], ["AssertionError"]]


def test_outcomes_of_the_suite_are_those_of_the_result():
    outcome = SuiteResult("a", "passed", "failed", "text").as_json
    index, _, _ = opened(Payload(comparison_json(COMPARISON, 1) | {"suite": [outcome]}, RecordedInResult({})))
    assert index["suite"] == [outcome]


@pytest.mark.parametrize("text", ["</script><img>", "<!--", "]]>", "\u2028\ud800\0"])
def test_json_in_an_element_has_no_markup(text):
    written = json_element({"a": text})
    assert json.loads(written) == {"a": text}
    assert not set(written) & set("<>\u2028\0")
    assert written.isascii()
