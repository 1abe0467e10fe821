"""A result in a file: with its exchanges, valid by the published schema, and read back."""

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from comparison.errors import ConfigurationError
from comparison.report import result_file
from comparison.report.json_report import comparison_json, read_comparison
from comparison.report.result_file import read_result, recorded_in, write_result
from comparison.suite.records import TestOutcome
from comparison.suite.result import SuiteResult
from comparison.values.shard import Shard

from .comparisons import COMPARISON
from .recordings import STARTED, TEST, write_store

SCHEMA = json.loads(Path(result_file.__file__).with_name("result.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def store(tmp_path):
    write_store(tmp_path / "exchanges.sqlite").close()
    return tmp_path / "exchanges.sqlite"


def test_file_is_valid_by_the_published_schema_and_read_back(tmp_path, store):
    failures = [("test_a", "half of a pair: \ud800, ä\u2028")]
    comparison = replace(COMPARISON, shard=Shard(2, 1))
    write_result("--json", tmp_path / "a.json", comparison_json(comparison, 1, 0, "", failures, STARTED), store)
    result = read_result(tmp_path / "a.json", "--from")
    jsonschema.validate(result, SCHEMA)
    assert [len(test["runs"]) for test in result["tests"]] == [0, 2]
    assert [exchange["status"] for exchange in result["exchanges"]] == [200, 200, 404]
    assert len(read_comparison(result).cells) == 3
    assert result["failures"][0]["text"] == failures[0][1]


def test_result_of_a_run_that_failed_is_valid_too(tmp_path):
    write_result("--json", tmp_path / "a.json", comparison_json(None, 2, error="no settings"))
    result = read_result(tmp_path / "a.json", "--from")
    jsonschema.validate(result, SCHEMA)
    assert (result["error"], result["tests"], result["exchanges"]) == ("no settings", [], [])


def test_suite_is_part_of_the_schema(tmp_path):
    outcomes = [None, *get_args(TestOutcome)]
    pairs = itertools.product(outcomes, outcomes)
    suite = [SuiteResult("a", baseline, candidate, "text").as_json for baseline, candidate in pairs]
    write_result("--json", tmp_path / "a.json", comparison_json(COMPARISON, 1) | {"suite": suite})
    result = read_result(tmp_path / "a.json", "--from")
    jsonschema.validate(result, SCHEMA)
    assert result["suite"] == suite


def test_result_that_has_its_exchanges_is_written_with_them(tmp_path, store):
    write_result("--json", tmp_path / "a.json", comparison_json(COMPARISON, 1, started=STARTED), store)
    result = read_result(tmp_path / "a.json", "--from")
    write_result("--json", tmp_path / "b.json", result)
    assert (tmp_path / "b.json").read_text("utf-8") == (tmp_path / "a.json").read_text("utf-8")


def test_each_item_of_a_list_has_a_line(tmp_path):
    write_result("--json", tmp_path / "a.json", comparison_json(COMPARISON, 1))
    lines = (tmp_path / "a.json").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"test": ') for line in lines) == 5


@pytest.mark.parametrize("started", ["of another run", ""])
def test_exchanges_of_another_run_are_left_out(store, started):
    with recorded_in(store, {"started": STARTED}) as recorded:
        assert recorded.runs(TEST)
    with recorded_in(store, {"started": started}) as recorded:
        assert recorded.runs(TEST) == []


@pytest.mark.parametrize("text", [None, "no store" * 100])
def test_without_a_store_nothing_is_recorded(tmp_path, text):
    path = tmp_path / "exchanges.sqlite"
    if text is not None:
        path.write_text(text)
    with recorded_in(path, {"started": STARTED}) as recorded:
        assert (recorded.runs(TEST), list(recorded.exchanges())) == ([], [])
    assert path.exists() == (text is not None)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"{", r"a\.json is not JSON"),
        (b"\xff", r"a\.json is not JSON"),
        (b"[]", "has the schema None, not 'comparison/3'"),
        (b'{"schema": "comparison/2"}', "has the schema 'comparison/2', not 'comparison/3'"),
    ],
)
def test_other_files_are_refused(tmp_path, content, text):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match=rf"^--from: .*{text}.*: write one with `comparison compare --json"):
        read_result(tmp_path / "a.json", "--from")


def test_directory_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match=r"^--from: .* can't be read: Is a directory"):
        read_result(tmp_path, "--from")


def test_damaged_store_is_an_error_with_a_remedy(store):
    content = store.read_bytes()
    # The tables are in the first pages, the exchanges in the last.
    store.write_bytes(content[:-4096] + bytes(4096))
    result = comparison_json(COMPARISON, 1, started=STARTED)
    with pytest.raises(ConfigurationError, match=r"exchanges\.sqlite is damaged \(.*\): run `comparison` again"):
        write_result("--json", store.with_name("a.json"), result, store)
