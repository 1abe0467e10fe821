"""Results of several machines, merged."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import jsonschema
import pytest

from comparison.compare import Cell, Comparison, RunDifference
from comparison.errors import ConfigurationError
from comparison.report import json_report
from comparison.report.json_report import comparison_json
from comparison.report.merge import merged
from comparison.values.note_names import NoteNames
from comparison.values.shard import Shard

from .comparisons import DIFFERENCE, EXPECTED, RUNS

APPS = {"baseline": "a:app", "candidate": "b:app"}
SIDES = {"baseline": {"flask": "3.1"}, "candidate": {"quart": "0.23"}}
ORIGINS = ("http://127.0.0.1:5001", "http://127.0.0.1:5002")
DIFFERS = RunDifference(DIFFERENCE, None, RUNS, origins=ORIGINS)
CERTAIN = replace(DIFFERS, notes=NoteNames(("FD201",)), difference=replace(DIFFERENCE, field="header vary"))
CELLS = (
    Cell("test_b.py::test_b1", "client", (DIFFERS,)),
    Cell("test_a.py::test_a1", "client"),
    Cell("test_a.py::test_a2", "client", (DIFFERS, CERTAIN)),
    Cell("test_b.py::test_b2", "client", (replace(DIFFERS, expected=EXPECTED),)),
    Cell("test_b.py::test_b3", "client", failed=True),
)


def shard(number, cells=(), count=3, status=0, error="", **values):
    """Return the result of a shard."""
    comparison = Comparison(
        tuple(cells), apps=APPS, versions=SIDES, shard=Shard(count, number) if count else None, **values
    )
    return comparison_json(comparison, status, len(cells), error)


def shards(**values):
    """Return the results of three shards; the second has no difference."""
    return {
        "1.json": shard(1, CELLS[:2], status=1, **values),
        "2.json": shard(2, CELLS[3:4], **values),
        "3.json": shard(3, [CELLS[2], CELLS[4]], status=1, **values),
    }


def whole(status=1, **values):
    """Return the result of one machine."""
    return comparison_json(Comparison(CELLS, apps=APPS, versions=SIDES, **values), status)


def without_order(result):
    """Return a result whose lists of cells, tests and groups are sorted."""
    groups = [{**group, "tests": sorted(group["tests"]), "first": ""} for group in result["groups"]]
    return {**result, "cells": sorted(result["cells"], key=str), "groups": sorted(groups, key=str)}


def test_merged_result_is_that_of_one_machine():
    result = merged(shards(unpaired=("test_x on client",), notices=("a notice",)))
    expected = whole(unpaired=("test_x on client",) * 3, notices=("a notice",))
    assert without_order(result) == without_order(expected)
    schema = json.loads(Path(json_report.__file__).with_name("result.schema.json").read_text("utf-8"))
    jsonschema.validate({**result, "tests": [], "exchanges": []}, schema)


def test_order_of_the_files_changes_nothing():
    results = shards()
    assert merged(dict(reversed(results.items()))) == merged(results)


def test_one_cause_in_two_shards_is_one_group_with_its_commands():
    groups = {group["field"]: group for group in merged(shards())["groups"]}
    assert groups["status"]["tests"] == ["test_b.py::test_b1", "test_a.py::test_a2"]
    assert f"curl -i {ORIGINS[0]}/" in groups["status"]["first"]
    assert "comparison serve test_b.py::test_b1 " in groups["status"]["first"]


def test_one_result_is_merged_to_itself():
    assert without_order(merged({"all.json": whole()})) == without_order(whole())


def test_tests_of_a_file_stay_together():
    files = [cell["test"].partition("::")[0] for cell in merged(shards())["cells"]]
    assert files == ["test_a.py"] * 2 + ["test_b.py"] * 3


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_unused_in_all_shards_but_not_in_some_is_unused(number):
    unused = {"unused_expected": (EXPECTED,), "unused_normalizers": ("date", "time")}
    results = shards(**unused)
    assert merged(results)["unused_normalizers"] == ["date", "time"]
    results[f"{number}.json"] |= {"unused_expected": [], "unused_normalizers": ["time"]}
    result = merged(results)
    assert (result["unused_expected"], result["unused_normalizers"]) == ([], ["time"])


def test_unused_declaration_is_no_equality():
    results = {f"{number}.json": shard(number, CELLS[1:2] * (number == 1), 2) for number in (1, 2)}
    assert (merged(results)["status"], merged(results)["equal"]) == (0, True)
    for result in results.values():
        result["unused_normalizers"] = ["date"]
    assert (merged(results)["status"], merged(results)["equal"]) == (1, False)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((1, 2, 4), "Merged shards 1, 2 and 4 of 5; shards 3 and 5 are missing: pass their results too."),
        ((2,), "Merged shard 2 of 5; shards 1, 3, 4 and 5 are missing: pass their results too."),
        ((1, 2, 3, 5), "Merged shards 1, 2, 3 and 5 of 5; shard 4 is missing: pass its result too."),
        ((1, 2, 3, 4, 5), ""),
    ],
    ids=str,
)
def test_missing_shard_is_named_and_leaves_open_what_is_unused(numbers, sentence):
    results = {f"{number}.json": shard(number, count=5, unused_normalizers=("date",)) for number in numbers}
    result = merged(results)
    assert (result["error"], result["complete"], result["unused_normalizers"]) == (
        sentence, not sentence, [] if sentence else ["date"],
    )  # fmt: skip
    assert (result["status"], result["equal"]) == (2 if sentence else 1, False)


@pytest.mark.parametrize("statuses", list(combinations([0, 1, 2, 130, 3], 3)), ids=str)
def test_status_is_the_worst(statuses):
    results = {f"{number}.json": shard(number, status=status) for number, status in enumerate(statuses, 1)}
    assert merged(results)["status"] == statuses[-1]


def test_shard_that_failed_before_it_asked_the_apps_is_merged_with_its_error():
    failed = comparison_json(Comparison((), shard=Shard(3, 2)), 2, error="no app")
    result = merged({**shards(), "2.json": failed})
    assert (result["status"], result["error"], result["apps"]) == (2, "2.json: no app", APPS)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"schema": "comparison/1"}, r"2.json and this version of comparison \(comparison/.\) have different schema: "),
        ({"apps": {"baseline": "c:app"}}, "2.json and 1.json have different apps: baseline c:app and baseline a:app, "),
        ({"versions": {"python": "2.7"}}, "2.json and 1.json have different versions: python 2.7 and python"),
        (
            {"sides": {"baseline": {"flask": "3.0"}}},
            r"versions of the apps: baseline \(flask 3.0\) and baseline \(flask 3.1\), candidate \(quart 0.23\)",
        ),
        ({"shard": {"number": 2, "count": 4}}, "2.json is shard 2 of 4, and 1.json is shard 1 of 3: "),
        ({"shard": {"number": 1, "count": 3}}, "2.json and 1.json are both shard 1 of 3: pass each shard once"),
        ({"shard": None}, "1.json is shard 1 of 3, and 2.json is no shard: "),
    ],
    ids=["schema", "apps", "versions", "versions of the apps", "count", "same number", "no shard"],
)
def test_results_that_do_not_belong_together_are_an_error(change, text):
    results = shards()
    results["2.json"] |= change
    with pytest.raises(ConfigurationError, match=text):
        merged(results)


def test_test_in_two_results_is_an_error():
    results = {name: shard(0, CELLS[:1], count=0) for name in ("1.json", "2.json")}
    with pytest.raises(ConfigurationError, match=r"2.json and 1.json both have the test test_b.py::test_b1: pass"):
        merged(results)


def recorded(test, *indices):
    return {"test": test, "source": None, "runs": [{"target": "client", "side": "baseline", "exchanges": [*indices]}]}


def test_equal_exchanges_are_stored_once():
    results = shards()
    results["1.json"] |= {"exchanges": [{"a": 1, "b": 2}, "x"], "tests": [recorded("test_1", 0, 1, None)]}
    results["2.json"] |= {"exchanges": ["y", {"b": 2, "a": 1}], "tests": [recorded("test_2", 1, 0, 1)]}
    results["3.json"] |= {"exchanges": ["y", "x"], "tests": [recorded("test_3", 0, 1)], "suite": [1]}
    result = merged(results)
    assert result["exchanges"] == [{"a": 1, "b": 2}, "x", "y"]
    assert result["tests"] == [recorded("test_1", 0, 1, None), recorded("test_2", 0, 2, 0), recorded("test_3", 2, 1)]
    assert result["suite"] == [1]
