"""The modules of an app are imported anew; those of before come back."""

import sys
from importlib import import_module

import pytest

from comparison.targets.fresh_modules import fresh_modules


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "visited.py").write_text("")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "visiting.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "tests"))
    yield tmp_path
    for name in ("visited", "visiting"):
        sys.modules.pop(name, None)


def test_modules_of_before_come_back(root):
    visited, visiting = import_module("visited"), import_module("visiting")
    with fresh_modules(root, [root / "tests"]):
        assert "visited" not in sys.modules
        assert sys.modules["visiting"] is visiting
        assert import_module("visited") is not visited
    assert sys.modules["visited"] is visited
