"""An app of the other framework, on another branch or in the history."""

import pytest

from comparison.discovery.apps import find_apps
from comparison.discovery.history import find_revision
from comparison.discovery.sources import read_sources

from .projects import commit, factory, git, repository, write

FLASK = {"shop/__init__.py": factory()}
QUART = {"shop/__init__.py": factory("Quart")}


@pytest.fixture
def project(tmp_path):
    """A repository with a Flask app on `main`."""
    repository(tmp_path)
    write(tmp_path, FLASK)
    commit(tmp_path, "Flask")
    return tmp_path


def revision(root, framework):
    return find_revision(root, framework, find_apps(read_sources(root))[0])


def test_a_repository_of_one_framework_has_none(project):
    assert revision(project, "quart") is None


def test_a_directory_without_repository_has_none(tmp_path):
    write(tmp_path, FLASK)
    assert revision(tmp_path, "quart") is None


def test_the_port_is_on_another_branch(project):
    git(project, "checkout", "--quiet", "-b", "port")
    write(project, QUART)
    commit(project, "Quart")
    git(project, "checkout", "--quiet", "main")
    (name, app) = (revision(project, "quart").name, revision(project, "quart").app)
    assert (name, app.import_string, app.framework) == ("port", "shop:create_app()", "quart")


def test_flask_is_the_parent_of_the_port_in_the_history(project):
    write(project, {"notes.py": ""})
    commit(project, "More")
    write(project, QUART)
    commit(project, "Quart")
    git(project, "update-ref", "refs/expected", "HEAD^")
    expected = (project / ".git" / "refs" / "expected").read_text().strip()
    assert revision(project, "flask").name == expected


def test_the_app_of_the_same_name_is_chosen(project):
    git(project, "checkout", "--quiet", "-b", "port")
    write(project, {**QUART, "app.py": factory("Quart"), "aaa/__init__.py": factory("Quart")})
    commit(project, "Quart")
    git(project, "checkout", "--quiet", "main")
    assert revision(project, "quart").app.import_string == "shop:create_app()"


def test_the_project_may_be_a_directory_of_the_repository(tmp_path):
    repository(tmp_path)
    root = tmp_path / "web"
    write(root, FLASK)
    commit(tmp_path, "Flask")
    git(tmp_path, "checkout", "--quiet", "-b", "port")
    write(root, QUART)
    commit(tmp_path, "Quart")
    git(tmp_path, "checkout", "--quiet", "main")
    assert revision(root, "quart").app.module.directory == ""
