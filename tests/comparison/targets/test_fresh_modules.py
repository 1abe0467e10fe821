"""The modules of an app are imported anew; those of before come back."""

import sys
from importlib import import_module
from types import ModuleType

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


@pytest.mark.parametrize(
    ("file", "is_kept"),
    [
        ("shop/views.py", False),
        ("shop/../shop/views.py", False),
        ("shop/tests/views.py", True),
        ("shop/.venv/lib/site-packages/views.py", True),
        ("shop-old/views.py", True),
        ("views.py", True),
        (None, True),
    ],
)
def test_only_modules_of_the_app_are_forgotten(file, is_kept, tmp_path, monkeypatch):
    module = ModuleType("views")
    module.__file__ = file and str(tmp_path / file)
    monkeypatch.setitem(sys.modules, "views", module)
    with fresh_modules(tmp_path / "shop", [tmp_path / "shop" / "tests"]):
        assert ("views" in sys.modules) is is_kept
    assert sys.modules["views"] is module
