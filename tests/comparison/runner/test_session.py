"""The outcome of a pytest session that the command line runs."""

import io

import pytest
from rich.console import Console

from comparison.errors import ConfigurationError
from comparison.runner.session import Outcome, run_tests
from comparison.settings import read_settings


@pytest.fixture
def outcome_of(pair):
    """Return a function that runs a pair, and returns the outcome."""

    def outcome_of(options=None, **changes):
        settings = read_settings(pair.write(**changes).path)
        return run_tests(settings, Console(file=io.StringIO()), **(options or {}))

    return outcome_of


def test_without_a_test_nothing_is_compared(outcome_of):
    outcome = outcome_of(test="")
    assert outcome.comparison is None
    assert (outcome.failures, outcome.fatal_error, outcome.interrupted, outcome.internal_error) == (
        [],
        "",
        False,
        False,
    )


def test_a_new_outcome_is_empty():
    assert Outcome() == Outcome(None, [], 0, "", [], False, False, 0.0)


def test_tests_that_do_not_exist_are_an_error(outcome_of):
    with pytest.raises(ConfigurationError, match="tests has 'nowhere', which does not exist in "):
        outcome_of(settings='tests = ["nowhere"]')


def test_equal_apps_leave_no_failure(outcome_of):
    outcome = outcome_of()
    assert (outcome.comparison.equal, outcome.failures, outcome.logs) == (True, [], [])
    assert outcome.seconds > 0


def test_each_failure_has_a_name_and_a_text(outcome_of):
    [failure] = outcome_of(candidate='return "hello", 404').failures
    assert failure.name == "tests/test_pair.py::test_index[client-candidate]"
    assert failure.text.startswith("The apps differ on client, 1 difference:")
    assert failure.is_difference


def test_only_the_tests_of_the_keyword_run(outcome_of):
    test = "def test_a(pair_client): pass\ndef test_b(pair_client): assert False"
    assert outcome_of({"keyword": "test_a"}, test=test).failures == []


def test_another_app_may_be_named(outcome_of):
    named = {"baseline": "quart_side:app"}
    assert outcome_of(named, baseline='return "hello"', candidate='return "hullo"').comparison.equal


def test_an_app_that_does_not_start_is_a_fatal_error(outcome_of):
    outcome = outcome_of({"candidate": "nonsense:app"})
    assert "No module named 'nonsense'" in outcome.fatal_error
    assert not outcome.internal_error


def test_file_that_can_not_be_collected_is_a_fatal_error(outcome_of):
    outcome = outcome_of(test="import nonsense")
    assert "No module named 'nonsense'" in outcome.fatal_error
    assert "Fix tests/test_pair.py, and run again." in outcome.fatal_error


def test_an_interrupt_is_noted(outcome_of):
    outcome = outcome_of(test="def test_a(pair_client): raise KeyboardInterrupt")
    assert outcome.interrupted
    assert not outcome.fatal_error


def test_a_fault_in_a_hook_is_noted_with_its_text(outcome_of, pair):
    (pair.path / "conftest.py").write_text("def pytest_runtest_logstart(): 1 / 0")
    outcome = outcome_of()
    assert outcome.internal_error
    assert [(failure.name, "ZeroDivisionError" in failure.text) for failure in outcome.failures] == [
        ("internal error", True)
    ]


def test_pytest_options_of_the_project_are_not_used(pair):
    with (pair.write().path / "pyproject.toml").open("a") as file:
        file.write('addopts = ["--nonsense"]\n')
    assert run_tests(read_settings(pair.path), Console(file=io.StringIO())).comparison.equal


def test_progress_is_shown_where_there_is_a_terminal(pair, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    output = io.StringIO()
    run_tests(read_settings(pair.write().path), Console(file=output, force_terminal=True, width=100))
    assert "test_index" in output.getvalue()


def test_options_for_other_test_runs_are_not_used(outcome_of, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nonsense -k nothing")
    assert outcome_of().comparison.equal


def test_plugins_are_loaded_where_none_is_by_itself(outcome_of, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    assert outcome_of().comparison.equal
