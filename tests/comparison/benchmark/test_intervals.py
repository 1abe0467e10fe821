"""Ratios, their intervals, and the conclusions."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison.benchmark.intervals import (
    MIN_LOG_RATIO,
    Interval,
    Shift,
    conclusion,
    ratio_interval,
    ratio_text,
    shift_conclusion,
    shift_interval,
)

NOISE = Interval(1.0, 0.98, 1.02, 10)


def test_fewer_than_three_pairs_have_no_interval():
    assert ratio_interval([1.0, 2.0], [1.0, 2.0]) is None
    assert ratio_interval([1.0, 2.0, None], [1.0, 2.0, 3.0]) is None
    assert ratio_interval([1.0, 2.0, 0.0], [1.0, 2.0, 3.0]) is None


def test_rounds_are_compared_in_pairs():
    """In each pair the ratio is 2, though the machine's speed changes tenfold from pair to pair."""
    denominators = [10.0, 100.0, 1000.0, 10.0]
    interval = ratio_interval([2 * value for value in denominators], denominators)
    assert (interval.ratio, interval.low, interval.high) == pytest.approx((2.0, 2.0, 2.0))
    assert interval.rounds == 4


def test_pair_with_a_void_round_is_left_out():
    assert ratio_interval([2.0, None, 2.0, 2.0], [1.0, 1.0, None, 1.0]) is None
    assert ratio_interval([2.0, None, 2.0, 2.0, 2.0], [1.0, 1.0, None, 1.0, 1.0]).rounds == 3


@pytest.mark.torture
def test_interval_contains_the_true_ratio_in_about_95_percent_of_runs():
    """With ten rounds the percentile bootstrap is somewhat too narrow."""
    generator = random.Random(7)
    hits = 0
    for _ in range(400):
        first, second = ([math.exp(generator.gauss(0, 0.05)) for _ in range(10)] for _ in range(2))
        interval = ratio_interval(first, second)
        hits += interval.low <= 1 <= interval.high
    assert 0.86 < hits / 400 < 0.98


@pytest.mark.torture
@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 1e6), st.floats(0.1, 1e6)), min_size=3, max_size=12))
def test_ratio_is_in_its_interval_and_inverts_when_the_sides_are_swapped(pairs):
    first, second = zip(*pairs, strict=True)
    interval, swapped = ratio_interval(first, second), ratio_interval(second, first)
    assert interval.low <= interval.ratio * (1 + 1e-9)
    assert interval.ratio <= interval.high * (1 + 1e-9)
    assert interval.ratio * swapped.ratio == pytest.approx(1)


def test_interval_is_deterministic():
    assert ratio_interval([1, 2, 3, 4], [2, 2, 2, 2]) == ratio_interval([1, 2, 3, 4], [2, 2, 2, 2])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.03, 1.2, "more"),
        (0.8, 0.97, "less"),
        (1.01, 1.2, "unclear"),
        (0.8, 0.99, "unclear"),
        (0.9, 1.1, "unclear"),
        (0.96, 1.04, "equal"),
        (1.00, 1.04, "equal"),
    ],
)
def test_ratio_counts_only_beyond_the_noise(low, high, expected):
    assert conclusion(Interval(1.0, low, high, 10), NOISE) == expected


def test_one_percent_is_no_difference_even_without_noise():
    quiet = Interval(1.0, 1.0, 1.0, 10)
    assert conclusion(Interval(1.008, 1.007, math.exp(MIN_LOG_RATIO), 10), quiet) == "equal"
    assert conclusion(Interval(1.03, 1.02, 1.04, 10), quiet) == "more"


@pytest.mark.parametrize(("ratio", "text"), [(0.08543, "0.085"), (0.9999, "1.00"), (1.2345, "1.23"), (14.81, "14.8")])
def test_ratio_has_three_significant_digits(ratio, text):
    assert ratio_text(ratio) == text


def test_conclusion_is_unknown_without_noise_or_interval():
    assert conclusion(None, NOISE) == conclusion(NOISE, None) == "unknown"


def test_ratios_within_a_larger_noise_are_not_equal():
    assert conclusion(Interval(1.0, 0.99, 1.01, 10), Interval(1.0, 0.8, 1.2, 10)) == "unclear"


def test_differences_are_taken_in_pairs_and_void_rounds_left_out():
    shift = shift_interval([81.0, None, 91.0, 101.0, 5.0], [1.0, 2.0, 11.0, 21.0, None])
    assert (shift.mean, shift.low, shift.high, shift.rounds) == (80.0, 80.0, 80.0, 3)
    assert shift_interval([1.0, 2.0, None], [0.0, 0.0, 0.0]) is None
    assert shift_interval([0.0, 0.0, 0.0], [0.0, 0.0, 0.0]) == Shift(0.0, 0.0, 0.0, 3)


@pytest.mark.parametrize(
    ("low", "high", "noise", "expected"),
    [
        (70.0, 90.0, 3.0, "more"),
        (-90.0, -70.0, 3.0, "less"),
        (3.0, 8.0, 1.0, "unclear"),
        (70.0, 90.0, 75.0, "unclear"),
        (-4.0, 4.0, 1.0, "equal"),
        (-4.0, 4.0, 20.0, "unclear"),
    ],
)
def test_memory_counts_only_beyond_the_noise_and_five_mebibytes(low, high, noise, expected):
    assert shift_conclusion(Shift(0.0, low, high, 10), Shift(0.0, -noise, noise, 10)) == expected


def test_conclusion_on_memory_is_unknown_without_noise_or_difference():
    shift = Shift(0.0, 0.0, 0.0, 10)
    assert shift_conclusion(None, shift) == shift_conclusion(shift, None) == "unknown"
