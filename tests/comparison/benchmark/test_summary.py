"""The sentences that follow from the numbers."""

from dataclasses import replace

import pytest

from comparison.benchmark.summary import sentences

from .sample_results import sample_cell, sample_group

LOSES, EQUAL, WINS = (2, 2, 1, 1, 9), (1, 1, 1, 1, 9), (1, 1, 2, 2, 9)


@pytest.fixture
def first_sentence(result):
    """Return a function that returns the first sentence about a workload `wait` with these rates at its points."""

    def first_sentence(rates_by_point):
        groups = [sample_group("wait", point, rates) for point, rates in rates_by_point.items()]
        return next(sentences(replace(result, cells=tuple(cell for group in groups for cell in group))))

    return first_sentence


def test_each_workload_and_baseline_has_a_sentence(result):
    first, second, *more = sentences(result)
    times = "page: Quart on hypercorn answers 0.800 (0.800–0.800) times as many requests as Flask on gunicorn"
    assert first == f"{times}: staying pays here."
    assert second.endswith("times as many requests as Flask on hypercorn: moving pays here.")
    assert len(more) == 4


def test_crossover_is_the_first_point_from_which_the_candidate_wins(result):
    (crossover,) = [text for text in sentences(result) if text.startswith("wait") and "gunicorn" in text]
    assert "wins against Flask on gunicorn from 20 ms of wait on: 1.20 (" in crossover
    assert " times as many requests, and 1.2" in crossover
    assert crossover.endswith(" times as many at 100; at 0 staying pays here.")


def test_crossover_at_the_last_point_is_named_once(first_sentence):
    crossover = first_sentence({0: LOSES, 20: WINS})
    assert crossover.endswith("from 20 ms of wait on: 2.00 (2.00–2.00) times as many requests; at 0 staying pays here.")


def test_candidate_that_always_wins_has_no_crossover(result):
    (text,) = [text for text in sentences(result) if text.startswith("wait") and "as Flask on hypercorn" in text]
    assert text.startswith("wait: from 0 to 100 ms of wait, Quart on hypercorn answers 1.4")


def test_winner_that_changes_twice_is_no_crossover(first_sentence):
    text = first_sentence({0: WINS, 1: LOSES, 2: WINS, 3: LOSES})
    assert "has no single crossover in ms of wait: at 0 2.00 (2.00–2.00); at 1 0.500" in text


def test_candidate_that_loses_or_is_equal_wins_at_no_point(first_sentence):
    text = first_sentence({0: LOSES, 20: EQUAL})
    assert "against Flask on gunicorn wins at no point, in ms of wait: at 0 0.500" in text


def test_equal_apps_show_no_difference(result):
    equal = replace(result, cells=tuple(sample_group("page", 0, EQUAL)))
    assert next(sentences(equal)).endswith("this run shows no difference.")


def test_void_rounds_give_no_advice(result):
    group = sample_group("page", 0, EQUAL)
    group[0] = sample_cell("page", 0, "Flask on gunicorn", 1, void="status 500")
    assert "too few rounds counted to tell" in next(sentences(replace(result, cells=tuple(group))))


def test_workload_that_was_not_measured_is_named(result):
    assert list(sentences(result))[-1] == "shop: not measured, because status 200 and 404"


def test_expected_differences_of_a_measured_workload_are_named(result):
    assert "page: measured, though the apps differ as expected: header vary (FD201)." in list(sentences(result))
