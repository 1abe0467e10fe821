"""Reading a result that `--json` wrote. `measure` is tested through `run_plan`."""

import json

import pytest

from comparison import benchmark
from comparison.errors import ConfigurationError


def test_result_is_read_back(tmp_path, result):
    (tmp_path / "a.json").write_text(json.dumps(result.as_json()))
    assert benchmark.read_result(tmp_path / "a.json") == result


def test_file_that_is_not_json_is_named(tmp_path):
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ConfigurationError, match=r"a\.json is not JSON.* Pass a file written by --json"):
        benchmark.read_result(tmp_path / "a.json")
