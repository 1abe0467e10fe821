"""What is asked of rounds, and the JSON that holds them."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from comparison.benchmark.result import Cell, Result, Round, compared
from comparison.errors import ConfigurationError

from .made_up import cell, cells


def test_groups_are_what_is_compared_with_each_other(result):
    groups = [(group[0].workload, group[0].load, group[0].point, len(group)) for group in result.groups()]
    assert groups[:3] == [("page", "closed", 0, 5), ("page", "open 70 %", 0, 5), ("wait", "closed", 0, 5)]


def test_void_round_counts_for_nothing():
    rounds = (Round({"rate": 1.0}), Round({}, "an error"), Round({"rate": 3.0}))
    one = Cell("page", "closed", 0, "a", "other", "hypercorn", rounds)
    assert (one.median("rate"), one.void) == (2.0, "")


def test_cell_without_a_round_that_counts_says_why():
    assert cell("page", 0, "Flask on gunicorn", 1, void="status 404 instead of 200").void == "status 404 instead of 200"


def test_better_is_more_of_a_rate_and_less_of_a_cost():
    group = tuple(cells("page", 0, (100, 100, 200, 200, 400)))
    for metric in ("rate", "cpu"):
        found = compared(group, group[0], metric)
        assert found.interval.ratio == pytest.approx(2, rel=0.01)
        assert found.word == "more"


def test_candidate_on_another_server_is_not_the_one_compared():
    group = cells("page", 0, (100, 100, 200, 200, 400))
    other = replace(group[2], server="uvicorn", contestant="Quart on uvicorn", rounds=(Round({"rate": 1.0}),) * 4)
    assert compared((other, *group), group[0]).candidate == "Quart on hypercorn"


def test_nothing_is_compared_without_an_a_a_run():
    group = [one for one in cells("page", 0, (100, 100, 200, 200, 400)) if one.role != "again"]
    assert compared(tuple(group), group[0]) is None


def test_json_holds_to_its_schema_and_comes_back(result):
    schema = json.loads((files("comparison.benchmark") / "result.schema.json").read_text("utf-8"))
    text = json.dumps(result.as_json())
    jsonschema.validate(json.loads(text), schema)
    assert Result.of_json(json.loads(text)) == result
    assert {"workload": "page", "word": "less"}.items() <= json.loads(text)["ratios"][0].items()


def test_schema_refuses_what_is_none(result):
    schema = json.loads((files("comparison.benchmark") / "result.schema.json").read_text("utf-8"))
    for changed in ({"cells": [{}]}, {"schema": "other/1"}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**result.as_json(), **changed}, schema)


@pytest.mark.parametrize(
    ("found", "said"), [({}, "KeyError 'schema'"), ([], "TypeError"), ({"schema": "other/1"}, "'other/1'")]
)
def test_other_json_is_refused(found, said):
    with pytest.raises(ConfigurationError, match=said):
        Result.of_json(found)
