"""A ratio, its interval, and the word for it."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.benchmark.intervals import LEAST, Interval, interval, short, word_for

NOISE = Interval(1.0, 0.98, 1.02, 10)


def test_too_few_pairs_make_no_interval():
    assert interval([1.0, 2.0], [1.0, 2.0]) is None
    assert interval([1.0, 2.0, None], [1.0, 2.0, 3.0]) is None
    assert interval([1.0, 2.0, 0.0], [1.0, 2.0, 3.0]) is None


def test_rounds_are_compared_with_their_neighbours():
    """All rounds of one are twice those of the other, though the machine's mood goes up and down by ten."""
    theirs = [10.0, 100.0, 1000.0, 10.0]
    compared = interval([2 * value for value in theirs], theirs)
    assert (compared.ratio, compared.low, compared.high) == pytest.approx((2.0, 2.0, 2.0))
    assert compared.rounds == 4


def test_void_rounds_are_left_out_in_pairs():
    assert interval([2.0, None, 2.0, 2.0], [1.0, 1.0, None, 1.0]) is None
    assert interval([2.0, None, 2.0, 2.0, 2.0], [1.0, 1.0, None, 1.0, 1.0]).rounds == 3


def test_interval_holds_the_truth_about_as_often_as_it_says():
    """Of 400 runs with a true ratio of 1, some 95 % hold it; ten rounds make the percentile bootstrap a little bold."""
    dice = random.Random(7)
    held = 0
    for _ in range(400):
        ours, theirs = ([math.exp(dice.gauss(0, 0.05)) for _ in range(10)] for _ in range(2))
        found = interval(ours, theirs)
        held += found.low <= 1 <= found.high
    assert 0.86 < held / 400 < 0.98


@given(st.lists(st.tuples(st.floats(0.1, 1e6), st.floats(0.1, 1e6)), min_size=3, max_size=12))
def test_ratio_lies_in_its_interval_and_turns_round(pairs):
    ours, theirs = zip(*pairs, strict=True)
    found, turned = interval(ours, theirs), interval(theirs, ours)
    assert found.low <= found.ratio * (1 + 1e-9)
    assert found.ratio <= found.high * (1 + 1e-9)
    assert found.ratio * turned.ratio == pytest.approx(1)


def test_same_rounds_give_the_same_interval():
    assert interval([1, 2, 3, 4], [2, 2, 2, 2]) == interval([1, 2, 3, 4], [2, 2, 2, 2])


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (1.03, 1.2, "more"),
        (0.8, 0.97, "less"),
        (1.01, 1.2, "none"),
        (0.8, 0.99, "none"),
        (0.9, 1.1, "none"),
        (0.99, 1.01, "none"),
    ],
)
def test_difference_within_the_noise_is_none(low, high, word):
    assert word_for(Interval(1.0, low, high, 10), NOISE) == word


def test_one_percent_is_no_difference_however_quiet_the_machine_is():
    quiet = Interval(1.0, 1.0, 1.0, 10)
    assert word_for(Interval(1.008, 1.007, math.exp(LEAST), 10), quiet) == "none"
    assert word_for(Interval(1.03, 1.02, 1.04, 10), quiet) == "more"


@pytest.mark.parametrize(("ratio", "shown"), [(0.08543, "0.085"), (0.9999, "1.00"), (1.2345, "1.23"), (14.81, "14.8")])
def test_ratio_has_as_many_places_as_it_deserves(ratio, shown):
    assert short(ratio) == shown


def test_without_noise_or_interval_nothing_is_said():
    assert word_for(None, NOISE) == word_for(NOISE, None) == "unknown"
