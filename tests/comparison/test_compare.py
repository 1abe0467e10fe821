"""Comparing recorded conversations: which runs are compared, and the state of a cell."""

import pytest

from comparison.compare import (
    Cell,
    Comparison,
    Run,
    RunDifference,
    completes_cell,
    pairs_to_compare,
    runs_of,
)

from .recorded_runs import BASELINE, CANDIDATE, DIFFERENCE, EXPECTED, REPEATED, RUNS, SETTINGS, TEST


def test_nothing_is_not_equal():
    assert not Comparison(()).equal


def test_run_is_shown_by_target_and_side():
    assert str(BASELINE) == "client-baseline"


def test_each_target_runs_both_sides_and_the_first_the_baseline_once_more():
    assert [str(run) for run in runs_of(SETTINGS, None)] == [
        "client-baseline", "client-candidate", "run-baseline", "run-candidate", "client-repeat",
    ]  # fmt: skip


def test_the_target_to_compare_with_runs_first_and_only_once():
    runs = [str(run) for run in runs_of(SETTINGS, "hypercorn")]
    assert (runs[:2], runs[-1]) == (["hypercorn-baseline", "hypercorn-candidate"], "hypercorn-repeat")
    assert runs_of(SETTINGS, "client") == runs_of(SETTINGS, None)


@pytest.mark.parametrize(
    ("run", "against", "completes"),
    [
        (CANDIDATE, None, True),
        (BASELINE, None, False),
        (REPEATED, None, False),
        (Run("run", "candidate"), "client", True),
        (CANDIDATE, "client", False),
    ],
)
def test_run_that_completes_a_cell(run, against, completes):
    assert completes_cell(run, against) is completes


def test_candidate_is_compared_with_the_baseline_on_the_same_target():
    assert pairs_to_compare(CANDIDATE, None) == [(BASELINE, CANDIDATE)]


def test_baseline_is_compared_with_itself_once():
    assert pairs_to_compare(REPEATED, None) == [(BASELINE, REPEATED)]


def test_a_target_is_compared_with_another_of_the_same_app():
    assert pairs_to_compare(Run("run", "candidate"), "client") == [(CANDIDATE, Run("run", "candidate"))]
    assert pairs_to_compare(CANDIDATE, "client") == []


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        pytest.param(Cell(TEST, "client"), "same", id="nothing differs"),
        pytest.param(
            Cell(TEST, "client", (RunDifference(DIFFERENCE, EXPECTED, RUNS),)),
            "expected",
            id="every difference is expected",
        ),
        pytest.param(
            Cell(TEST, "client", (RunDifference(DIFFERENCE, EXPECTED, RUNS), RunDifference(DIFFERENCE, None, RUNS))),
            "different",
            id="one difference is not expected",
        ),
        pytest.param(Cell(TEST, "client", failed=True), "failed", id="the test failed by itself"),
    ],
)
def test_state_of_a_cell_if(cell, state):
    assert cell.state == state
    assert Comparison((cell,)).equal is (state in ("same", "expected"))


@pytest.mark.parametrize("unused", [{"unused_expected": (EXPECTED,)}, {"unused_normalizers": ("date",)}])
def test_unused_declaration_makes_it_unequal(unused):
    assert not Comparison((Cell(TEST, "client"),), **unused).equal
