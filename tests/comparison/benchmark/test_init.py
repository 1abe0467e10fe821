"""What the command line asks for."""

import json

import pytest

from comparison import benchmark
from comparison.benchmark.plan import plan_of
from comparison.errors import ConfigurationError
from comparison.settings import read_settings


def test_result_is_read_back(tmp_path, result):
    (tmp_path / "a.json").write_text(json.dumps(result.as_json()))
    assert benchmark.read(tmp_path / "a.json") == result


def test_what_is_no_json_is_named(tmp_path):
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ConfigurationError, match=r"a\.json is no JSON"):
        benchmark.read(tmp_path / "a.json")


def test_progress_knows_how_many_rounds_there_are(request):
    """Our own pair: as many as are told in a run."""
    plan = plan_of(read_settings(request.config.rootpath), only=("page",), quick=True, rounds=10)
    # Five contestants in a closed loop, and the four that are the pair in an open one; one round each warms up.
    assert benchmark.steps(plan) == 11 * (5 + 4)
