"""The command `comparison suite`: wrong usage. Whole runs are in runner/test_suite.py."""

import pytest
from click.testing import CliRunner

from comparison.cli import cli
from comparison.errors import ComparisonError
from tests.comparison.suite import shop


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["nothing"], "'nothing' does not exist in"),
        (["tests/test_nothing.py::test_a"], "'tests/test_nothing.py::test_a' does not exist in"),
        (["tests", "--json", "nowhere/result.json"], "nowhere/result.json can't be written"),
    ],
)
def test_a_wrong_path_is_named(tmp_path, monkeypatch, arguments, text):
    monkeypatch.chdir(shop.write(tmp_path / "shop"))
    with pytest.raises(ComparisonError, match=text):
        CliRunner().invoke(cli, ["suite", *arguments], standalone_mode=False, catch_exceptions=False)


def test_the_directory_tests_is_the_default(tmp_path, monkeypatch):
    directory = shop.write(tmp_path / "shop")
    (directory / "tests").rename(directory / "elsewhere")
    monkeypatch.chdir(directory)
    with pytest.raises(ComparisonError, match="'tests' does not exist"):
        CliRunner().invoke(cli, ["suite"], standalone_mode=False, catch_exceptions=False)


def test_a_suite_that_pytest_can_not_run_is_an_error(tmp_path, monkeypatch):
    directory = shop.write(tmp_path / "shop")
    (directory / "tests" / "conftest.py").write_text("import nothing_of_this_name", "utf-8")
    monkeypatch.chdir(directory)
    with pytest.raises(ComparisonError, match=r"pytest failed on the baseline(.|\n)*nothing_of_this_name"):
        CliRunner().invoke(cli, ["suite", "tests"], standalone_mode=False, catch_exceptions=False)


@pytest.mark.torture
def test_a_selection_that_matches_nothing_is_an_error(tmp_path, monkeypatch):
    monkeypatch.chdir(shop.write(tmp_path / "shop"))
    with pytest.raises(ComparisonError, match="pytest found no test in tests with -k nothing: name others"):
        CliRunner().invoke(cli, ["suite", "-k", "nothing"], standalone_mode=False, catch_exceptions=False)
