"""A comparison as JSON."""

import json

from comparison.compare import Comparison
from comparison.report.json_report import SCHEMA, comparison_json

from .comparisons import COMPARISON, EXPECTED


def test_json_names_its_form_and_survives_a_round_trip():
    value = comparison_json(COMPARISON)
    assert json.loads(json.dumps(value)) == value
    assert value["schema"] == SCHEMA


def test_json_has_the_verdict_and_the_unused_declarations():
    value = comparison_json(Comparison(COMPARISON.cells, (EXPECTED,), ("date",)))
    assert (value["equal"], value["unused_expected"], value["unused_normalizers"]) == (
        False, ["GET / on client: status"], ["date"],
    )  # fmt: skip
    assert comparison_json(Comparison(COMPARISON.cells[:1]))["equal"] is True


def test_json_has_each_cell_with_its_differences():
    same, expected, different = comparison_json(COMPARISON)["cells"]
    assert same == {
        "test": "test_a.py::test_one_thing",
        "target": "client",
        "state": "same",
        "seconds": 1.0,
        "differences": [],
    }
    difference = {"exchange": 1, "request": "GET /", "field": "status", "baseline": "200", "candidate": "404"}
    assert expected["differences"] == [{**difference, "because": "404 is better"}]
    assert different["differences"] == [{**difference, "because": None}]
    assert different["seconds"] == 3.0
