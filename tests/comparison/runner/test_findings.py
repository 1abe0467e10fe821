"""The comparison that is made of all findings: which runs are compared, what is noise, what is unused."""

from dataclasses import replace

import pytest

from comparison.compare import (
    Cell,
    Run,
    RunDifference,
)
from comparison.comparer import Comparer
from comparison.expected import ExpectedDifference
from comparison.runner.findings import Findings
from comparison.values.exchange import Exchange, Request
from comparison.values.normalizers import date, random_id, server

from ..recorded_runs import BASELINE, CANDIDATE, DIFFERENCE, EXPECTED, OTHER, REPEATED, RUNS, SAME, SETTINGS, TEST


def headed(*headers):
    return (Exchange(Request("GET", "/"), 200, headers),)


def recorded(*runs, expected_differences=(), against=None, apart=False, **changes):
    """Return the findings of a test's runs, pairs of run and conversation; `apart`: with a comparer for each target."""
    settings = replace(SETTINGS, **changes)
    results, comparers = Findings(settings, expected_differences, against), {}
    for run, conversation in runs:
        comparer = comparers.setdefault(run.target if apart else "", Comparer(settings, expected_differences, against))
        results.add(TEST, run, comparer.add(TEST, run, conversation))
    return results


def compared(results, full=True):
    return results.comparison(full)


def test_one_side_alone_is_not_compared():
    assert compared(recorded((BASELINE, SAME))).cells == ()
    assert compared(recorded((CANDIDATE, SAME))).cells == ()


def test_the_baseline_compared_with_itself_is_no_comparison_of_the_apps():
    assert not compared(recorded((BASELINE, SAME), (REPEATED, SAME))).equal


def test_equal_conversations_are_the_same():
    assert compared(recorded((BASELINE, SAME), (CANDIDATE, SAME))).cells == (Cell(TEST, "client"),)


@pytest.mark.parametrize("runs", [[(BASELINE, SAME), (CANDIDATE, OTHER)], [(CANDIDATE, OTHER), (BASELINE, SAME)]])
def test_a_difference_is_found_whichever_side_comes_first(runs):
    [cell] = compared(recorded(*runs)).cells
    assert cell.differences == (RunDifference(DIFFERENCE, None, RUNS),)


def test_expected_difference_is_equal():
    comparison = compared(recorded((BASELINE, SAME), (CANDIDATE, OTHER), expected_differences=(EXPECTED,)))
    assert [cell.state for cell in comparison.cells] == ["expected"]
    assert comparison.equal


def test_baseline_that_differs_from_itself_is_noise():
    [cell] = compared(recorded((BASELINE, SAME), (CANDIDATE, SAME), (REPEATED, OTHER))).cells
    assert (cell.state, [noise.field for noise in cell.noise]) == ("same", ["status"])


def test_each_app_is_compared_with_itself_on_another_target():
    runs = ((BASELINE, SAME), (CANDIDATE, OTHER), (Run("run", "baseline"), SAME), (Run("run", "candidate"), OTHER))
    assert compared(recorded(*runs, against="client")).equal
    changed = (*runs[:3], (Run("run", "candidate"), SAME))
    assert [cell.state for cell in compared(recorded(*changed, against="client")).cells] == ["different"]


def test_unused_expected_difference_is_reported_after_a_full_run_only():
    results = recorded((BASELINE, SAME), (CANDIDATE, SAME), expected_differences=(EXPECTED,))
    assert compared(results).unused_expected == (EXPECTED,)
    assert compared(results, full=False).unused_expected == ()


def test_expected_difference_for_other_versions_is_not_unused():
    elsewhere = replace(EXPECTED, versions=(("quart", "<0.1"),))
    assert compared(recorded((BASELINE, SAME), (CANDIDATE, SAME), expected_differences=(elsewhere,))).equal


def test_normalizer_is_applied_before_comparing():
    runs = ((BASELINE, headed(("date", "now"))), (CANDIDATE, headed(("date", "later"))))
    assert [cell.state for cell in compared(recorded(*runs)).cells] == ["different"]
    assert [cell.state for cell in compared(recorded(*runs, normalizers=(date,))).cells] == ["same"]


@pytest.mark.parametrize("apart", [False, True], ids=["in one process", "in a process for each target"])
@pytest.mark.parametrize("second_run", [REPEATED, Run("run", "baseline")], ids=["once more", "on another target"])
def test_normalizer_is_in_use_if_the_baseline_differs_from_itself(second_run, apart):
    runs = ((BASELINE, headed(("date", "now"))), (second_run, headed(("date", "later"))))
    results = recorded(*runs, normalizers=(date, server), report_unused_normalizers=True, apart=apart)
    assert compared(results).unused_normalizers == ("server",)


def test_normalizer_is_not_in_use_if_it_only_hides_what_differs_between_the_apps():
    runs = (
        (BASELINE, headed(("date", "now"))),
        (REPEATED, headed(("date", "now"))),
        (CANDIDATE, headed(("date", "later"))),
    )
    assert compared(recorded(*runs, normalizers=(date,), report_unused_normalizers=True)).unused_normalizers == (
        "date",
    )


@pytest.mark.parametrize(
    ("judged", "full", "against"),
    [
        pytest.param(False, True, None, id="none is listed"),
        pytest.param(True, False, None, id="the run was not full"),
        pytest.param(True, True, "client", id="an app is compared with itself"),
    ],
)
def test_unused_normalizers_are_not_reported_when(judged, full, against):
    results = recorded(
        (BASELINE, SAME), (REPEATED, SAME), normalizers=(date,), report_unused_normalizers=judged, against=against
    )
    assert compared(results, full).unused_normalizers == ()


ONE_ID, OTHER_ID = headed(("x-id", "0123" * 8)), headed(("x-id", "4567" * 8))


@pytest.mark.parametrize(
    ("repeated", "state"), [(ONE_ID, "different"), (OTHER_ID, "same")], ids=["is the same", "is another one"]
)
def test_id_is_noise_unless_the_id_of_the_repeat(repeated, state):
    runs = [(BASELINE, ONE_ID), (CANDIDATE, OTHER_ID), (REPEATED, repeated)]
    assert [cell.state for cell in compared(recorded(*runs, normalizers=(random_id,))).cells] == [state]


def test_id_that_never_changes_can_be_expected():
    any_id = ExpectedDifference(("client",), "header x-id", "because", test=TEST, baseline="<any>", candidate="<any>")
    runs = [(BASELINE, ONE_ID), (CANDIDATE, OTHER_ID), (REPEATED, ONE_ID)]
    result = compared(recorded(*runs, expected_differences=(any_id,), normalizers=(random_id,)))
    assert ([cell.state for cell in result.cells], result.unused_expected) == (["expected"], ())


def test_a_failed_test_has_a_cell_with_its_seconds():
    results = Findings(SETTINGS, positions={TEST: 0}, failed={(TEST, "run")}, seconds={(TEST, "run"): 1.5})
    assert results.comparison(full=False).cells == (Cell(TEST, "run", (), True, 1.5),)


def test_cells_are_in_the_order_of_collection():
    results = Findings(SETTINGS)
    for number, test in ((1, "test_b"), (0, "test_a")):
        results.positions[test] = number
        results.failed.add((test, "client"))
    assert [cell.test for cell in results.comparison(full=False).cells] == ["test_a", "test_b"]
