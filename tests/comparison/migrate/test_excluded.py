"""Files and directories are excluded by a name, a path or a pattern."""

from pathlib import Path

import pytest

from comparison.migrate.files import is_excluded, migrate_files

from .file_migration import BEFORE, RULES

FILES = (
    "conftest.py",
    "shop/__init__.py",
    "shop/admin/__init__.py",
    "shop/admin/views.py",
    "shop/views.py",
    "test-data/a.py",
    "tests/test_views.py",
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Write the files into the current directory; `tests` and `test-data` are no packages."""
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BEFORE)
    return Path()


def left_out(path, *exclude):
    """Return the files that `exclude` excludes, without those that nothing changes."""
    migrated = {str(file.path) for file in migrate_files([path], RULES, {}, exclude)}
    return [name for name in FILES if name not in migrated]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("admin", ["shop/admin/__init__.py", "shop/admin/views.py"], id="the name of a package"),
        pytest.param("views", ["shop/admin/views.py", "shop/views.py"], id="the name of two modules"),
        pytest.param("conftest.py", ["conftest.py"], id="the name of a file"),
        pytest.param("test_views.py", ["tests/test_views.py"], id="the name of a file outside of a package"),
        pytest.param("shop", [name for name in FILES if name.startswith("shop")], id="the outermost package"),
        pytest.param("shop/views.py", ["shop/views.py"], id="the path of a file"),
        pytest.param("./shop/views.py", ["shop/views.py"], id="the path begins at the current directory"),
        pytest.param("shop/admin", ["shop/admin/__init__.py", "shop/admin/views.py"], id="the path of a directory"),
        pytest.param("tests/", ["tests/test_views.py"], id="the path ends with a slash"),
        pytest.param("test-data", ["test-data/a.py"], id="a name that is no identifier"),
        pytest.param("*/admin/*", ["shop/admin/__init__.py", "shop/admin/views.py"], id="a pattern of a path"),
        pytest.param("v*s.py", ["shop/admin/views.py", "shop/views.py"], id="a pattern of a file's name"),
        pytest.param("te?ts", ["tests/test_views.py"], id="a pattern of a directory's name"),
        pytest.param("[ct]*.py", ["conftest.py", "tests/test_views.py"], id="a pattern with a set of characters"),
        pytest.param("test_*.py", ["tests/test_views.py"], id="a pattern of test files"),
        pytest.param("view", [], id="a part of a name"),
        pytest.param("shop/view", [], id="a part of a path"),
        pytest.param("admin/shop", [], id="the parts are in another order"),
        pytest.param("nonsense", [], id="nothing has the name"),
    ],
)
def test_files_that_a_pattern_names_are_excluded(here, pattern, expected):
    assert left_out(here, pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("tests", ["tests/test_views.py"], id="the name of a directory that is no package"),
        pytest.param("**/tests/**", ["tests/test_views.py"], id="two stars stand for no directory"),
        pytest.param("{here}/tests", ["tests/test_views.py"], id="an absolute path"),
    ],
)
def test_directory_that_is_no_package_is_excluded(here, pattern, expected):
    assert left_out(here, pattern.format(here=here.resolve())) == expected


def test_several_patterns_exclude_all_that_they_name(here):
    assert left_out(here, "admin", "conftest.py", "te?ts") == [
        "conftest.py",
        "shop/admin/__init__.py",
        "shop/admin/views.py",
        "tests/test_views.py",
    ]


def test_file_that_is_passed_itself_is_excluded_too(here):
    assert migrate_files([here / "shop" / "views.py"], RULES, {}, ["shop/views.py"]) == []


def test_absolute_path_that_is_passed_is_excluded_by_a_relative_one(here):
    assert is_excluded(here.resolve() / "shop" / "views.py", ["shop/views.py"])
    assert is_excluded(here.resolve() / "tests" / "test_views.py", ["tests/"])


def test_excluded_file_that_is_not_python_is_no_problem(here):
    Path("conftest.py").write_text("def (:\n")
    assert [file.problem for file in migrate_files([here], RULES, {}, ["conftest"])] == [""] * (len(FILES) - 1)


@pytest.mark.parametrize("pattern", ["", "."])
def test_pattern_without_a_name_excludes_nothing(here, pattern):
    assert left_out(here, pattern) == []
