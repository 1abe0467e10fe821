"""Rounds, comparisons, and the JSON that holds them."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from comparison.benchmark.result import Cell, Result, Round, compare_candidate
from comparison.errors import ConfigurationError

from .sample_results import sample_cell, sample_group


def test_group_holds_the_cells_of_a_workload_load_and_point(result):
    groups = [(group[0].workload, group[0].load, group[0].point, len(group)) for group in result.groups()]
    assert groups[:3] == [("page", "closed", 0, 5), ("page", "open 70 %", 0, 5), ("wait", "closed", 0, 5)]


def test_void_round_does_not_count():
    rounds = (Round({"rate": 1.0}), Round({}, "an error"), Round({"rate": 3.0}))
    cell = Cell("page", "closed", 0, "a", "other", "hypercorn", rounds)
    assert (cell.median("rate"), cell.void) == (2.0, "")


def test_cell_with_void_rounds_only_is_void():
    assert sample_cell("page", 0, "Flask on gunicorn", 1, void="status 404").void == "status 404"


def test_load_kind_is_closed_or_open():
    cells = [sample_cell("page", 0, "Flask on gunicorn", 1, load) for load in ("closed", "open 70 %")]
    assert [cell.load_kind for cell in cells] == ["closed", "open"]


def test_result_is_empty_unless_both_sides_have_a_round_that_counts(result):
    group = sample_group("page", 0, (1, 1, 1, 1, 9))
    void = sample_cell("page", 0, "Quart on hypercorn", 1, void="status 404")
    assert not result.is_empty
    assert replace(result, cells=()).is_empty
    assert replace(result, cells=(*group[:2], void, *group[3:])).is_empty
    assert not replace(result, cells=tuple(group[1:3])).is_empty


def test_better_is_more_of_a_rate_and_less_of_a_cost():
    group = tuple(sample_group("page", 0, (100, 100, 200, 200, 400)))
    for metric in ("rate", "cpu"):
        comparison = compare_candidate(group, group[0], metric)
        assert comparison.interval.ratio == pytest.approx(2, rel=0.01)
        assert comparison.conclusion == "more"


def test_candidate_on_hypercorn_is_compared_and_not_that_on_another_server():
    group = sample_group("page", 0, (100, 100, 200, 200, 400))
    elsewhere = replace(group[2], server="uvicorn", contestant="Quart on uvicorn", rounds=(Round({"rate": 1.0}),) * 4)
    assert compare_candidate((elsewhere, *group), group[0]).candidate == "Quart on hypercorn"


def test_no_comparison_without_an_a_a_run():
    group = [cell for cell in sample_group("page", 0, (100, 100, 200, 200, 400)) if cell.role != "repeat"]
    assert compare_candidate(tuple(group), group[0]) is None


def test_json_conforms_to_its_schema_and_is_read_back(result):
    schema = json.loads((files("comparison.benchmark") / "result.schema.json").read_text("utf-8"))
    text = json.dumps(result.as_json())
    jsonschema.validate(json.loads(text), schema)
    assert Result.of_json(json.loads(text)) == result
    assert {"workload": "page", "word": "less"}.items() <= json.loads(text)["ratios"][0].items()
    verdict = {"workload": "page", "verdict": "stay", "speed_word": "less", "memory_word": "equal"}
    assert verdict.items() <= json.loads(text)["verdicts"][0].items()


def test_memory_is_compared_as_a_difference_with_its_noise():
    group = tuple(sample_group("page", 0, (100, 100, 200, 200, 400), memories=(1.4, 1.0, 81.2, 81.2, 0)))
    memory = compare_candidate(group, group[0]).memory
    assert (memory.candidate, memory.baseline) == (81.2, 1.4)
    assert memory.shift.mean == pytest.approx(79.8)
    assert (memory.noise.noise, memory.conclusion) == (0, "more")
    assert compare_candidate(group, group[0]).verdict == "trade-off"


@pytest.mark.torture
def test_schema_rejects_other_documents(result):
    schema = json.loads((files("comparison.benchmark") / "result.schema.json").read_text("utf-8"))
    document = json.loads(json.dumps(result.as_json()))
    jsonschema.validate(document, schema)
    for changed in ({"cells": [{}]}, {"schema": "other/1"}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, **changed}, schema)


@pytest.mark.parametrize(
    ("document", "message"), [({}, "KeyError 'schema'"), ([], "TypeError"), ({"schema": "other/1"}, "'other/1'")]
)
def test_other_json_is_an_error(document, message):
    with pytest.raises(ConfigurationError, match=message):
        Result.of_json(document)
