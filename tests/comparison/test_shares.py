"""Sessions that share the targets, each in a process of its own: what they show together."""

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from comparison.compare import Cell, Comparison
from comparison.explanation import Explanation
from comparison.session import Asked, Outcome
from comparison.settings import read_settings
from comparison.shares import SILENT, joined, run_tests, shared_out, together

ASKED = Asked(Path(), ("tests",))
FOUR = ("client", "run", "hypercorn", "hypercorn-h2")
TARGETS = ("client", "run")


@pytest.fixture
def outcome_of(pair):
    """Return a function that writes a pair and runs its tests in two sessions."""

    def outcome_of(options=None, **changes):
        settings = read_settings(pair.write(targets=TARGETS, **changes).path)
        return run_tests(settings, Console(file=io.StringIO()), 2, **(options or {}))

    return outcome_of


@pytest.mark.parametrize(
    ("asked", "jobs"),
    [
        pytest.param(ASKED, 1, id="one job"),
        pytest.param(replace(ASKED, targets=("run",)), 4, id="one target"),
        pytest.param(replace(ASKED, targets=("run", "run")), 4, id="one target, twice"),
        pytest.param(replace(ASKED, against="client"), 4, id="targets are compared with each other"),
    ],
)
def test_one_session_has_all_of_it_when(asked, jobs):
    assert shared_out(asked, FOUR, jobs) == [asked]


@pytest.mark.parametrize(
    ("jobs", "parts"),
    [
        (2, [("client", "run"), ("hypercorn", "hypercorn-h2")]),
        (3, [("client",), ("run",), ("hypercorn", "hypercorn-h2")]),
        (4, [("client",), ("run",), ("hypercorn",), ("hypercorn-h2",)]),
        (9, [("client",), ("run",), ("hypercorn",), ("hypercorn-h2",)]),
    ],
)
def test_each_target_is_in_one_share_and_the_first_judges_the_noise(jobs, parts):
    shares = shared_out(ASKED, FOUR, jobs)
    assert [one.targets for one in shares] == parts
    assert [one.share for one in shares] == ["first", *["other"] * (len(parts) - 1)]


def test_cells_stand_together_test_by_test():
    first, second = (Comparison((Cell("a", target), Cell("b", target))) for target in TARGETS)
    found = [(cell.test, cell.target) for cell in joined([first, second]).cells]
    assert found == [("a", "client"), ("a", "run"), ("b", "client"), ("b", "run")]


def test_what_was_used_in_one_session_was_not_idle():
    one, other = (Explanation(TARGETS, "body", "why", test=name) for name in "ab")
    first, second = Comparison((), (one, other)), Comparison((), (other,))
    assert joined([first, second]).idle_explanations == (other,)


def test_what_each_session_says_is_said_once():
    outcomes = [Outcome(unusable="no app"), Outcome(unusable="no app", failures=[("a", "why")], interrupted=True)]
    found = together(outcomes)
    assert (found.unusable, found.failures, found.interrupted, found.internal) == (
        "no app",
        [("a", "why")],
        True,
        False,
    )


def test_equal_apps_are_equal_on_every_target(outcome_of):
    outcome = outcome_of()
    assert (outcome.comparison.equal, outcome.failures, outcome.logs) == (True, [], [])
    assert [cell.target for cell in outcome.comparison.cells] == list(TARGETS)


def test_each_session_tells_what_differs(outcome_of):
    names = sorted(name for name, _ in outcome_of(candidate='return "hello", 404').failures)
    assert names == [f"tests/test_pair.py::test_index[{target}-candidate]" for target in TARGETS]


def test_explanation_that_one_session_uses_is_not_idle(outcome_of):
    explained = "".join(
        f'[[explained]]\ntest = "test_pair.py::test_index"\ntargets = ["{target}"]\nfield = "status"\n'
        'baseline = "200"\ncandidate = "404"\nbecause = "it is not there"\n'
        for target in TARGETS
    )
    test = "async def test_index(pair_client): await pair_client.get('/')"
    outcome = outcome_of(candidate='return "hello", 404', test=test, explained=explained)
    assert (outcome.comparison.equal, outcome.failures) == (True, [])
    assert {cell.state for cell in outcome.comparison.cells} == {"explained"}


@pytest.mark.parametrize(("chosen", "idle"), [((), 1), (TARGETS, 0)], ids=["all targets", "those that were named"])
def test_explanation_is_idle_only_when_nothing_was_left_out(chosen, idle, outcome_of):
    explained = '[[explained]]\nroute = "GET /"\ntargets = ["client"]\nfield = "status"\nbecause = "it is not there"\n'
    outcome = outcome_of({"targets": chosen}, explained=explained)
    assert (len(outcome.comparison.idle_explanations), outcome.comparison.equal) == (idle, not idle)


def test_app_that_does_not_start_is_told_once(outcome_of):
    outcome = outcome_of({"candidate": "nonsense:app"})
    assert outcome.unusable.count("No module named 'nonsense'") == 1


def test_session_that_dies_is_an_internal_fault(outcome_of):
    outcome = outcome_of(test="import os\n\ndef test_index(pair_client): os._exit(7)")
    assert outcome.internal
    assert ("internal error", SILENT) in outcome.failures


def test_junit_has_every_session(outcome_of, tmp_path):
    outcome_of({"junit": tmp_path / "junit.xml"})
    cases = ElementTree.parse(tmp_path / "junit.xml").getroot().iter("testcase")
    names = sorted(case.get("name") for case in cases)
    runs = ("client-again", "client-baseline", "client-candidate", "run-baseline", "run-candidate")
    assert names == [f"test_index[{run}]" for run in runs]


def test_progress_of_all_sessions_is_shown(pair):
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    run_tests(read_settings(pair.write(targets=TARGETS).path), console, 2)
    assert "5/5" in console.file.getvalue()


def test_the_settings_say_how_many(pair):
    pair.write(targets=TARGETS, settings="jobs = 2", test="import os\n\ndef test_index(pair_client): os._exit(7)")
    assert run_tests(read_settings(pair.path), Console(file=io.StringIO())).internal
