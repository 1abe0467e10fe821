"""The environment variables of a side: what is inherited, what is filled in, and that they are restored."""

import os
from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.sides import Side
from comparison.targets.environment import environment_of, temporary_environment

DIRECTORY = Path("folder")


def side(**env):
    return Side("baseline", "a:app", "a:app", env)


def test_without_an_env_the_caller_s_is_inherited(monkeypatch):
    monkeypatch.setenv("MARK", "caller")
    assert environment_of(side(), DIRECTORY, "s")["MARK"] == "caller"
    assert environment_of(side(), DIRECTORY, "s")["PATH"] == os.environ["PATH"]


def test_settings_of_the_frameworks_are_not_inherited(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    monkeypatch.setenv("QUART_SECRET_KEY", "x")
    assert not {"FLASK_DEBUG", "QUART_SECRET_KEY"} & environment_of(side(), DIRECTORY, "s").keys()
    assert environment_of(side(FLASK_DEBUG="0"), DIRECTORY, "s")["FLASK_DEBUG"] == "0"


def test_variables_of_the_side_have_precedence(monkeypatch):
    monkeypatch.setenv("MARK", "caller")
    assert environment_of(side(MARK="own"), DIRECTORY, "s")["MARK"] == "own"


def test_placeholders_are_filled():
    environment = environment_of(side(A="{tmp}/uploads", B="{secret}{secret}", C="{{}}"), DIRECTORY, "s")
    assert (environment["A"], environment["B"], environment["C"]) == ("folder/uploads", "ss", "{}")


@pytest.mark.parametrize("text", ["{temp}", "{}", "{", "{tmp.name}"])
def test_unknown_placeholder_is_an_error_that_lists_the_placeholders(text):
    with pytest.raises(ConfigurationError) as raised:
        environment_of(side(A=text), DIRECTORY, "s")
    assert str(raised.value) == (
        f"[tool.comparison.baseline] env: A is {text!r}, which has an unknown placeholder or a single brace: "
        "use {tmp}, {secret}, and {{ for a brace."
    )


def test_environment_is_replaced_while_it_is_open(monkeypatch):
    monkeypatch.setenv("MARK", "caller")
    monkeypatch.setenv("OTHER", "caller")
    with temporary_environment({"MARK": "own"}):
        assert (os.environ["MARK"], os.environ.get("OTHER")) == ("own", None)
    assert (os.environ["MARK"], os.environ["OTHER"]) == ("caller", "caller")


def test_environment_is_restored_after_an_exception(monkeypatch):
    monkeypatch.setenv("MARK", "caller")
    with pytest.raises(RuntimeError), temporary_environment({"MARK": "own"}):
        raise RuntimeError
    assert os.environ["MARK"] == "caller"
