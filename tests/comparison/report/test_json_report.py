"""A comparison as JSON."""

import json

import pytest

from comparison.compare import Comparison
from comparison.report.json_report import SCHEMA, comparison_json, read_comparison
from comparison.values.shard import Shard

from .comparisons import COMPARISON, EXPECTED


def test_json_names_its_form_and_survives_a_round_trip():
    value = comparison_json(COMPARISON, 1)
    assert json.loads(json.dumps(value)) == value
    assert value["schema"] == SCHEMA


def test_json_has_the_verdict_and_the_unused_declarations():
    value = comparison_json(Comparison(COMPARISON.cells, (EXPECTED,), ("date",)), 1)
    assert (value["equal"], value["unused_expected"], value["unused_normalizers"]) == (
        False, [{"number": 0, "entry": "GET / on client: status"}], ["date"],
    )  # fmt: skip
    assert comparison_json(Comparison(COMPARISON.cells[:1]), 0)["equal"] is True


def test_json_has_each_cell_with_its_differences():
    same, expected, different = comparison_json(COMPARISON, 1)["cells"]
    assert same == {
        "test": "test_a.py::test_one_thing",
        "target": "client",
        "state": "same",
        "seconds": 1.0,
        "differences": [],
        "noise": [],
    }
    difference = {
        "exchange": 1,
        "request": "GET /",
        "field": "status",
        "baseline": "200",
        "candidate": "404",
        "notes": {"certain": [], "possible": []},
        "runs": [{"target": "client", "side": "baseline"}, {"target": "client", "side": "candidate"}],
        "agreed": 0,
        "varies": False,
    }
    assert expected["differences"] == [{**difference, "because": "404 is better"}]
    assert different["differences"] == [{**difference, "because": None}]
    assert different["seconds"] == 3.0


def test_result_of_a_run_that_failed_has_the_error():
    value = comparison_json(None, 2, error="no settings")
    assert (value["equal"], value["complete"], value["error"], value["cells"]) == (False, False, "no settings", [])


def test_partial_result_is_not_complete():
    assert comparison_json(COMPARISON, 1, wanted=3)["complete"]
    assert not comparison_json(COMPARISON, 130, wanted=4)["complete"]


def test_result_has_groups_and_failures():
    value = comparison_json(COMPARISON, 1, failures=[("test_a", "assert 1 == 2")])
    assert value["failures"] == [{"test": "test_a", "text": "assert 1 == 2"}]
    [group] = value["groups"]
    assert (group["title"], group["exchanges"]) == ("status, 1 exchange in 1 test on client", 1)


def test_result_says_what_was_compared_and_when():
    comparison = Comparison(COMPARISON.cells, versions={"baseline": {"flask": "3.1"}}, apps={"baseline": "shop:app"})
    value = comparison_json(comparison, 1, started="2026-11-29T09:00:00+00:00")
    assert (value["started"], value["sides"], value["apps"]) == (
        "2026-11-29T09:00:00+00:00", {"baseline": {"flask": "3.1"}}, {"baseline": "shop:app"},
    )  # fmt: skip


def test_result_names_its_shard_whose_unused_declarations_do_not_count():
    comparison = Comparison(COMPARISON.cells[:1], (EXPECTED,), ("date",), shard=Shard(5, 2))
    value = comparison_json(comparison, 0)
    assert (value["shard"], value["equal"]) == ({"number": 2, "count": 5}, True)
    assert (len(value["unused_expected"]), value["unused_normalizers"]) == (1, ["date"])
    assert comparison_json(COMPARISON, 1)["shard"] is None


def test_comparison_is_read_back_without_what_was_expected():
    comparison = read_comparison(comparison_json(COMPARISON, 1))
    assert [(cell.test, len(cell.differences)) for cell in comparison.cells] == [
        ("test_a.py::test_one_thing", 0), ("test_a.py::test_one_thing", 0), ("test_b.py::test_other[x]", 1),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="comparison/1"):
        read_comparison({"schema": "comparison/1"})
