"""The directories of a project are those below its root and its repository."""

from pathlib import Path

from comparison.migrate.project_roots import (
    below_current_directory,
    directories_to_repository,
    directories_to_root,
    project_root,
)

from .configuration_files import write_project


def test_project_root_is_the_nearest_directory_with_a_file_that_says_so(tmp_path, monkeypatch):
    write_project(tmp_path, {"shop/setup.py": "", "shop/web/tests/test_a.py": "", "other/a/test_b.py": ""})
    monkeypatch.chdir(tmp_path)
    assert project_root(Path("shop/web/tests/test_a.py")) == tmp_path / "shop"
    assert project_root(Path("other/a/test_b.py")) == tmp_path
    write_project(tmp_path, {"shop/web/pyproject.toml": "", "other/.git": None})
    assert project_root(Path("shop/web/tests/test_a.py")) == tmp_path / "shop/web"
    assert project_root(Path("other/a/test_b.py")) == tmp_path / "other"


def test_directories_end_with_the_root(tmp_path, monkeypatch):
    write_project(tmp_path, {"shop/setup.py": "", "shop/web/a.py": ""})
    monkeypatch.chdir(tmp_path)
    assert directories_to_root(Path("shop/web/a.py")) == [tmp_path / "shop/web", tmp_path / "shop"]


def test_directories_end_with_the_repository(tmp_path, monkeypatch):
    write_project(tmp_path, {"shop/setup.py": "", "shop/web/a.py": ""})
    shop, web = tmp_path / "shop", tmp_path / "shop/web"
    monkeypatch.chdir(tmp_path)
    assert directories_to_repository(web / "a.py") == [web, shop, tmp_path]
    monkeypatch.chdir(web)
    assert directories_to_repository(web / "a.py") == [web, shop]
    write_project(tmp_path, {".git": None, "other/b.py": ""})
    assert directories_to_repository(web / "a.py") == [web, shop, tmp_path]
    write_project(tmp_path, {"shop/web/.git": None})
    assert directories_to_repository(web / "a.py") == [web]


def test_paths_are_below_the_current_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert below_current_directory(tmp_path / "a" / "b") == Path("a/b")
    assert below_current_directory(tmp_path.parent) == tmp_path.parent
