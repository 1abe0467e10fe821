"""The sentences that follow from the numbers."""

from dataclasses import replace

import pytest

from comparison.benchmark.summary import sentences

from .sample_results import sample_cell, sample_group

LOSES, EQUAL, WINS = (2, 2, 1, 1, 9), (1, 1, 1, 1, 9), (1, 1, 2, 2, 9)


@pytest.fixture
def first_sentence(result):
    """Return a function that returns the first sentence about a workload `wait` with these rates at its points."""

    def first_sentence(rates_by_point, **options):
        groups = [sample_group("wait", point, rates, **options) for point, rates in rates_by_point.items()]
        return next(sentences(replace(result, cells=tuple(cell for group in groups for cell in group))))

    return first_sentence


def test_each_workload_and_baseline_has_a_sentence_with_interval_memory_and_verdict(result):
    first, second, *more = sentences(result)
    assert first == (
        "page: Quart on hypercorn answered 0.800 times as many requests per second as Flask on gunicorn "
        "(95 % interval 0.800 to 0.800): slower. Under this load memory grew by 3.0 MiB on Quart on hypercorn "
        "and 3.0 MiB on Flask on gunicorn: equal to within 5 MiB. Verdict: staying pays."
    )
    assert " as Flask on hypercorn (95 % interval 1.20 to 1.20): faster. " in second
    assert second.endswith("Verdict: moving pays.")
    assert len(more) == 4


def test_verdict_weighs_memory_beside_speed(first_sentence):
    text = first_sentence({0: WINS}, memories=(1.4, 1.4, 81.2, 81.2, 0))
    assert "memory grew by 81.2 MiB on Quart on hypercorn and 1.4 MiB on Flask on gunicorn" in text
    assert ": 79.8 MiB more (95 % interval 79.8 to 79.8). Verdict: faster with more memory, so weigh both." in text
    assert "moving pays" not in text


def test_less_memory_is_said_with_its_interval(first_sentence):
    text = first_sentence({0: WINS}, memories=(50.0, 1.4, 3.0, 3.0, 0))
    assert "on Flask on gunicorn: 47.0 MiB less (95 % interval 47.0 to 47.0). Verdict: moving pays." in text


def test_difference_within_the_noise_is_undecided_and_says_why(first_sentence):
    text = first_sentence({0: (1, 1, 1.45, 1.45, 9)}, noise=0.3)
    assert "answered 1.45 times as many requests per second as Flask on gunicorn (95 % interval 1.45 to 1.45): " in text
    assert "undecided, because Quart on hypercorn measured twice may differ from itself by a factor of " in text
    assert text.endswith("Verdict: undecided. More --rounds on an idle machine may decide.")


def test_interval_with_both_slower_and_faster_is_undecided(result):
    group = sample_group("page", 0, EQUAL)
    rounds = [
        replace(item, values={**item.values, "rate": rate})
        for item, rate in zip(group[0].rounds, (1, 2, 0.5, 1), strict=True)
    ]
    group[0] = replace(group[0], rounds=tuple(rounds))
    text = next(sentences(replace(result, cells=tuple(group))))
    assert ": undecided, because it may be slower as well as faster. " in text


def test_memory_within_the_noise_is_undecided(first_sentence):
    text = first_sentence({0: WINS}, memories=(3.0, 3.0, 43.0, 103.0, 0))
    assert ": undecided (a difference of +40.0 MiB, 95 % interval 40.0 to 40.0). " in text
    assert "Verdict: faster, but memory is undecided." in text


def test_verdict_names_the_points_of_each_conclusion(result):
    (text,) = [text for text in sentences(result) if text.startswith("wait") and "Flask on gunicorn" in text]
    assert text.startswith(
        "wait: requests per second of Quart on hypercorn ÷ those of Flask on gunicorn, with the 95 % interval: "
    )
    assert " slower at 0 ms of wait; 1.20 (1.20–1.20) faster at 20; " in text
    assert text.endswith("Verdict: staying pays at 0 ms of wait; moving pays from 20 to 100 ms of wait.")


def test_memory_of_a_growing_workload_is_said_where_it_differs(first_sentence):
    text = first_sentence({0: WINS, 20: WINS}, memories=(1.4, 1.4, 81.2, 81.2, 0))
    assert "2.00 (2.00–2.00) faster, with 79.8 MiB more memory, at 0 ms of wait; " in text
    assert text.endswith("Verdict: faster with more memory, so weigh both at each of these points.")


def test_undecided_point_of_a_growing_workload_says_why(first_sentence):
    text = first_sentence({0: (1, 1, 1.45, 1.45, 9), 20: WINS}, noise=0.3)
    assert "1.45 (1.45–1.45) undecided (within the noise) at 0 ms of wait; 2.00 (2.00–2.00) " in text


def test_verdict_that_changes_twice_is_named_each_time(first_sentence):
    text = first_sentence({0: WINS, 1: LOSES, 2: WINS})
    pays = "moving pays at 0 ms of wait; staying pays at 1 ms of wait; moving pays at 2 ms of wait."
    assert text.endswith(f"Verdict: {pays}")


def test_equal_apps_are_equal_to_within_a_figure(result):
    equal = replace(result, cells=tuple(sample_group("page", 0, EQUAL)))
    text = next(sentences(equal))
    assert "(95 % interval 1.00 to 1.00): equal to within 5 %. " in text
    assert text.endswith("Verdict: moving changes neither speed nor memory.")


@pytest.mark.parametrize("rates", [WINS, LOSES, EQUAL, (1, 1, 1.03, 1.03, 9), (1, 1, 1.45, 1.45, 9)], ids=str)
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_no_sentence_names_a_factor_and_says_that_there_is_no_difference(first_sentence, rates, noise):
    text = first_sentence({0: rates}, noise=noise)
    assert "no difference" not in text
    assert "95 % interval" in text
    assert "Verdict: " in text


def test_void_rounds_give_no_verdict(result):
    group = sample_group("page", 0, EQUAL)
    group[0] = sample_cell("page", 0, "Flask on gunicorn", 1, void="status 500")
    text = next(sentences(replace(result, cells=tuple(group))))
    assert text.endswith("could not be compared with Flask on gunicorn: too few rounds counted to tell.")


def test_workload_that_was_not_measured_is_named(result):
    assert list(sentences(result))[-1] == "shop: not measured, because status 200 and 404"


def test_expected_differences_of_a_measured_workload_are_named(result):
    assert "page: measured, though the apps differ as expected: header vary (FD201)." in list(sentences(result))
