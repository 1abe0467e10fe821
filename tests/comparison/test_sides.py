"""A side: where it is, with which interpreter it runs, and what is refused."""

import sys
from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.sides import Side, side_of


def parsed(root=Path("/"), **table):
    return side_of({"baseline": table}, "baseline", root)


def test_a_side_of_an_app_alone_shares_the_process():
    side = parsed(app="a:app")
    assert side == Side("baseline", "a:app", "a:app")
    assert not side.is_apart


def test_paths_are_relative_to_the_settings(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "data").mkdir()
    side = parsed(tmp_path, app="a:app", path="old", instance="data")
    assert (side.directory, side.instance, side.is_apart) == (tmp_path / "old", tmp_path / "data", True)


def test_a_virtual_environment_is_its_interpreter(tmp_path):
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    python = tmp_path / "venv" / "bin" / "python"
    python.symlink_to(sys.executable)
    assert parsed(tmp_path, app="a:app", python="venv").python == str(python)
    assert parsed(tmp_path, app="a:app", python="venv/bin/python").python == str(python)


def test_an_interpreter_is_looked_up_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    name = Path(sys.executable).name
    assert Path(parsed(tmp_path, app="a:app", python=name).python).name == name


def test_the_path_in_a_revision_is_looked_up_later(tmp_path):
    side = parsed(tmp_path, app="a:app", git="main", path="src")
    assert (side.git, side.directory, side.is_apart) == ("main", Path("src"), True)


def test_an_app_that_runs_needs_its_address_alone():
    side = parsed(url="http://127.0.0.1:8000/")
    assert (side.url, side.app, side.is_apart) == ("http://127.0.0.1:8000", "http://127.0.0.1:8000/", False)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ({"app": 3}, "[tool.comparison.baseline] app is 3, but must be a string, an import string such as"),
        ({"app": "a:app", "path": ""}, "path is '', but must be a string, the directory that the app is imported from"),
        ({"app": "a:app", "path": "none"}, "path is 'none', but /none is no directory: correct it."),
        ({"app": "a:app", "instance": "none"}, "instance is 'none', but /none is no directory: correct it."),
        ({"app": "a:app", "python": "none"}, "python is 'none', but neither /none nor a program of that name"),
        ({"app": "a:app", "reset": "restarts"}, "reset is 'restarts', but must be an import string of a function"),
        ({"app": "a:app", "state": "restart"}, "state is 'restart', but must be an import string of a function"),
        ({"url": "127.0.0.1:8000"}, "url is '127.0.0.1:8000', but must be the address of an app that runs, such as"),
        ({"url": "http://a/b"}, "url is 'http://a/b', but must be"),
        ({"url": "http://a", "reset": "a:b"}, "has url and reset: an app that runs already takes no reset. Remove it."),
        ({"app": "a:app", "pth": "a"}, "has 'pth', but knows only app, serve, path, git, python, url, instance,"),
    ],
)  # fmt: skip
def test_refused(table, text):
    with pytest.raises(ConfigurationError) as raised:
        parsed(**table)
    assert text in str(raised.value)


@pytest.mark.parametrize("env", [{"A": "a\0b"}, {"A\0": "a"}, {"A=B": "a"}, {"": "a"}])
def test_what_no_variable_can_be_is_refused(env):
    with pytest.raises(ConfigurationError, match=r"\[tool.comparison.baseline\] env: .* which no variable can be"):
        parsed(app="a:app", env=env)
