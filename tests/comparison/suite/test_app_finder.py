"""Modules of a side come from its own directory, and those of the tests from where the tests are."""

import importlib
import sys

import pytest

from comparison.suite.app_finder import install_finders


@pytest.fixture
def finders():
    """Restore what the finders changed."""
    path, meta_path, modules = list(sys.path), list(sys.meta_path), set(sys.modules)
    yield
    sys.path[:], sys.meta_path[:] = path, meta_path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def write(directory, files):
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_app_of_a_side_comes_before_that_beside_the_tests(tmp_path, finders):
    side, root = tmp_path / "side", tmp_path / "root"
    write(side, {"finder_shop/__init__.py": "where = 'side'", "finder_shop/db.py": "", "finder_config.py": "x = 1"})
    write(root, {"finder_shop/__init__.py": "where = 'root'", "finder_tests/__init__.py": ""})
    sys.path.insert(0, str(root))
    install_finders(side, {}, root, [root / "finder_tests"])
    assert importlib.import_module("finder_shop").where == "side"
    assert importlib.import_module("finder_config").x == 1


def test_the_tests_of_the_side_are_not_those_that_run(tmp_path, finders):
    side, root = tmp_path / "side", tmp_path / "root"
    for directory in (side, root):
        text = f"where = {directory.name!r}"
        write(directory, {"finder_tests/__init__.py": text, "finder_tests/test_a.py": text})
        write(directory, {"finder_app/__init__.py": text, "finder_app/tests/__init__.py": text})
        write(directory, {"finder_app/tests/test_b.py": text})
    sys.path.insert(0, str(root))
    install_finders(side, {}, root, [root / "finder_tests", root / "finder_app" / "tests"])
    names = ("finder_tests", "finder_tests.test_a", "finder_app", "finder_app.tests", "finder_app.tests.test_b")
    assert [importlib.import_module(name).where for name in names] == ["root", "root", "side", "root", "root"]


def test_a_module_beside_the_tests_comes_first(tmp_path, finders):
    side, root = tmp_path / "side", tmp_path / "root"
    write(side, {"finder_names.py": "where = 'side'"})
    write(root, {"finder_tests/finder_names.py": "where = 'tests'"})
    sys.path.insert(0, str(root / "finder_tests"))
    install_finders(side, {}, root, [root / "finder_tests"])
    assert importlib.import_module("finder_names").where == "tests"


def test_a_package_is_known_by_the_name_of_the_baseline(tmp_path, finders):
    files = {"finder_quart/__init__.py": "from . import db", "finder_quart/db.py": "from . import __name__ as parent"}
    write(tmp_path, files)
    install_finders(tmp_path, {"finder_flask": "finder_quart"}, tmp_path, [])
    alias, own = importlib.import_module("finder_flask.db"), importlib.import_module("finder_quart.db")
    assert alias is own
    assert own.__spec__.name == "finder_quart.db"
    assert importlib.import_module("finder_flask") is importlib.import_module("finder_quart")
    with pytest.raises(ModuleNotFoundError, match=r"finder_flask\.nothing"):
        importlib.import_module("finder_flask.nothing")
