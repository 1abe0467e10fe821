"""The instance directory: a fresh one in process, with a copy of what the settings name."""

import pytest
from flask import Flask
from quart import Quart

from comparison.targets.instance import instance_variables, temporary_instance


@pytest.mark.parametrize("framework", [Flask, Quart])
def test_app_that_names_no_instance_path_gets_the_fresh_one(framework, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.py").write_text("A = 1\n")
    variables = instance_variables(tmp_path / "own", tmp_path / "data")
    with temporary_instance(variables):
        app = framework("an_app", instance_relative_config=True)
        named = framework("an_app", instance_path=str(tmp_path / "named"))
    assert app.instance_path == variables["COMPARISON_INSTANCE"] == str(tmp_path / "own-instance")
    assert app.config.from_pyfile("config.py")
    assert app.config["A"] == 1
    assert named.instance_path == str(tmp_path / "named")
    assert framework("an_app").instance_path != app.instance_path


def test_without_the_variable_nothing_is_changed(tmp_path):
    with temporary_instance({}):
        assert Flask("an_app").instance_path == Flask("an_app").instance_path
    assert instance_variables(tmp_path / "own", None) == {"COMPARISON_INSTANCE": str(tmp_path / "own-instance")}
    assert list((tmp_path / "own-instance").iterdir()) == []
