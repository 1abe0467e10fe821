"""A result whose numbers are known, and plans for two small apps."""

from functools import partial

import pytest

from .planning import plan_from, write_apps
from .sample_results import sample_result


@pytest.fixture
def result():
    """Return a result whose candidate loses on a page, and wins from a wait of 20 ms on; another route differs."""
    return sample_result({"shop": "status 200 and 404"})


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Return a function that makes a plan for two small apps."""
    monkeypatch.syspath_prepend(tmp_path)
    write_apps(tmp_path)
    return partial(plan_from, tmp_path)
