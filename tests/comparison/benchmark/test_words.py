"""The sentences follow from the numbers."""

from dataclasses import replace

from comparison.benchmark.words import sentences

from .made_up import cell, cells


def test_one_sentence_for_each_workload_and_baseline(result):
    said = list(sentences(result))
    assert said[0].startswith(
        "page: Quart on hypercorn answers 0.800 (0.800–0.800) times as often as Flask on gunicorn"
    )
    assert said[0].endswith("here staying pays.")
    assert said[1].endswith("times as often as Flask on hypercorn: here moving pays.")
    assert len(said) == 5


def test_crossover_is_the_first_point_from_which_the_candidate_wins(result):
    (said,) = [one for one in sentences(result) if one.startswith("wait") and "gunicorn" in one]
    assert "wins against Flask on gunicorn from 20 ms of wait on (1.20 " in said
    assert "and at 100 by 1.2" in said
    assert said.endswith("at 0 here staying pays.")


def test_crossover_at_the_last_point_is_said_once(result):
    found = [*cells("wait", 0, (2, 2, 1, 1, 9)), *cells("wait", 20, (1, 1, 2, 2, 9))]
    said = next(sentences(replace(result, cells=tuple(found))))
    assert said.endswith("from 20 ms of wait on (2.00 (2.00–2.00) times); at 0 here staying pays.")


def test_candidate_that_always_wins_has_no_crossover(result):
    (said,) = [one for one in sentences(result) if one.startswith("wait") and "as Flask on hypercorn" in one]
    assert said.startswith("wait: from 0 to 100 ms of wait, Quart on hypercorn answers 1.4")


def test_winner_that_changes_twice_is_no_crossover(result):
    rates = ((1, 1, 2, 2, 9), (2, 2, 1, 1, 9), (1, 1, 2, 2, 9), (2, 2, 1, 1, 9))
    found = [one for point, rate in enumerate(rates) for one in cells("wait", point, rate)]
    said = list(sentences(replace(result, cells=tuple(found))))
    assert "has no single crossover in ms of wait: at 0 2.00 (2.00–2.00); at 1 0.500" in said[0]


def test_candidate_that_loses_or_is_equal_nowhere_wins(result):
    found = [*cells("wait", 0, (2, 2, 1, 1, 9)), *cells("wait", 20, (1, 1, 1, 1, 9))]
    said = next(sentences(replace(result, cells=tuple(found))))
    assert "against Flask on gunicorn nowhere wins, counted in ms of wait: at 0 0.500" in said


def test_equal_apps_make_no_difference(result):
    found = replace(result, cells=tuple(cells("page", 0, (1000, 1000, 1000, 1000, 9000))))
    assert next(sentences(found)).endswith("here it makes no difference that this run could see.")


def test_void_rounds_are_no_ground_for_a_sentence(result):
    group = cells("page", 0, (1000, 1000, 1000, 1000, 9000))
    group[0] = cell("page", 0, "Flask on gunicorn", 1, void="status 500")
    assert "here too few rounds counted to tell" in next(sentences(replace(result, cells=tuple(group))))


def test_workload_that_differs_is_named(result):
    assert list(sentences(result))[-1] == ("shop: not measured, since status 200 and 404")
