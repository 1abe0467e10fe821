"""The section [tool.comparison]: its defaults, its values, and its errors."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.settings import DEFAULT_TARGETS, Settings, read_settings, settings_of
from comparison.sides import Side
from comparison.values.normalizers import NORMALIZERS, date

SIDES = {"baseline": {"app": "a:app"}, "candidate": {"app": "b:create()"}}
ROOT = Path("project")


def test_without_a_pyproject_there_are_no_settings(tmp_path):
    assert read_settings(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[tool.other]\na = 1", "[project]\nname = 'x'"])
def test_without_the_section_there_are_no_settings(text, tmp_path):
    (tmp_path / "pyproject.toml").write_text(text)
    assert read_settings(tmp_path) is None


def test_two_apps_are_enough():
    assert settings_of(ROOT, SIDES) == Settings(
        ROOT, Side("baseline", "a:app", "a:app"), Side("candidate", "b:create()", "b:create()")
    )


def test_defaults_are_the_usual_targets_and_all_normalizers_and_none_is_checked():
    settings = settings_of(ROOT, SIDES)
    assert (settings.tests, settings.targets, settings.expected) == (("tests",), DEFAULT_TARGETS, None)
    assert settings.normalizers == tuple(NORMALIZERS.values())
    assert not settings.report_unused_normalizers


def test_all_settings_are_read(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        """
        [tool.comparison]
        tests = ["tests/pair"]
        expected = "tests/expected.toml"
        targets = ["run"]
        normalizers = ["date"]
        [tool.comparison.baseline]
        app = "a:app"
        serve = "a.asgi:app"
        env = {A = "{tmp}"}
        [tool.comparison.candidate]
        app = "b:app"
        """
    )
    baseline, candidate = Side("baseline", "a:app", "a.asgi:app", {"A": "{tmp}"}), Side("candidate", "b:app", "b:app")
    expected = tmp_path / "tests" / "expected.toml"
    settings = Settings(
        tmp_path, baseline, candidate, ("tests/pair",), expected, ("run",), (date,), report_unused_normalizers=True
    )
    assert read_settings(tmp_path) == settings
    assert settings.sides == (baseline, candidate)


def test_no_other_app_changes_nothing():
    settings = settings_of(ROOT, SIDES)
    assert settings.with_apps(None, None) == settings
    assert settings.with_targets(()) == settings


def test_another_app_replaces_both_its_import_strings_and_keeps_the_environment():
    sides = SIDES | {"candidate": {"app": "b:app", "serve": "b.asgi:app", "env": {"A": "b"}}}
    settings = settings_of(ROOT, sides).with_apps("c:app", "d:app")
    assert settings.baseline == Side("baseline", "c:app", "c:app")
    assert settings.candidate == Side("candidate", "d:app", "d:app", {"A": "b"})


def test_only_some_targets():
    assert settings_of(ROOT, SIDES).with_targets(("hypercorn",)).targets == ("hypercorn",)


def test_a_target_that_is_named_twice_counts_once():
    assert settings_of(ROOT, SIDES).with_targets(("client", "client")).targets == ("client",)


def test_unknown_target_is_an_error_that_lists_the_targets():
    origin = r"\(--target, in pytest --comparison-target\)"
    with pytest.raises(ConfigurationError, match=rf"no target 'clinet' {origin}: choose from client, run, hypercorn"):
        settings_of(ROOT, SIDES).with_targets(("clinet",))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"target": ["client"]}, "'target'", id="a name is unknown"),
        pytest.param({"baseline": None}, "names no baseline: add", id="there is no baseline"),
        pytest.param({"candidate": {"serve": "b:app"}}, "names no candidate: add", id="the candidate has no app"),
        pytest.param({"candidate": {"app": 3}}, "app is 3, but must be a string, an import", id="the app is no text"),
        pytest.param({"candidate": {"app": "b:app", "serve": 3}}, "serve is 3", id="what is served is no text"),
        pytest.param({"candidate": {"app": "b:app", "serv": "b"}}, "'serv'", id="a name of a side is unknown"),
        pytest.param({"candidate": {"app": "b:app", "env": "A=b"}}, "env is 'A=b'", id="the environment is no table"),
        pytest.param({"candidate": {"app": "b:app", "env": {"A": 1}}}, "{'A': 1}", id="a variable is no text"),
        pytest.param({"tests": "tests"}, "tests is 'tests'", id="tests are no list"),
        pytest.param({"tests": [3]}, "tests is [3]", id="a folder is no text"),
        pytest.param({"targets": ["clinet"]}, "'clinet'", id="a target is unknown"),
        pytest.param({"targets": []}, "targets", id="there is no target"),
        pytest.param({"normalizers": ["dates"]}, "'dates'", id="a normalizer is unknown"),
        pytest.param({"jobs": 0}, "jobs is 0, but must be a whole number, 1 or more", id="there are no jobs"),
        pytest.param({"jobs": "2"}, "jobs is '2', but must be", id="jobs is text"),
        pytest.param({"jobs": True}, "jobs is True, but must be", id="jobs is a truth"),
        pytest.param({"expected": 3}, "expected", id="the file of expected differences is no text"),
    ],
)
def test_settings_are_refused_when(changes, complaint):
    with pytest.raises(ConfigurationError) as raised:
        settings_of(ROOT, SIDES | changes)
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("tool = [", "is not TOML", id="it is no TOML"),
        pytest.param("tool = 3", "tool is 3, but must be a table", id="there are no tables of tools"),
        pytest.param("[[tool]]", r"tool is \[\{\}\], but must be a table", id="there is a list of tools"),
        pytest.param("[tool]\ncomparison = 3", "comparison", id="the section is no table"),
    ],
)
def test_file_is_refused_when(text, complaint, tmp_path):
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=complaint):
        read_settings(tmp_path)


def test_binary_file_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"name = '\xfc'")
    with pytest.raises(ConfigurationError, match="is not TOML: 'utf-8' codec can't decode"):
        read_settings(tmp_path)


def test_directory_of_that_name_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(ConfigurationError, match="can't be read: Is a directory"):
        read_settings(tmp_path)


def test_app_of_an_option_keeps_its_origin_for_errors():
    settings = settings_of(ROOT, SIDES).with_apps(None, "d:app")
    assert settings.baseline.origin == "`app` in [tool.comparison.baseline] of pyproject.toml"
    assert settings.candidate.origin == "--candidate (in pytest --comparison-candidate)"
