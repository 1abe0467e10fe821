"""The baseline is repeated until a difference is known to be noise, or not to be."""

from pathlib import Path

import pytest

from comparison.compare import Run
from comparison.comparer import Comparer
from comparison.runner.repeats import judged
from comparison.settings import Settings
from comparison.sides import Side
from comparison.values.exchange import Body, Exchange, Request

SIDES = Side("baseline", "a:app", "a:app"), Side("candidate", "b:app", "b:app")
BASELINE, CANDIDATE = Run("client", "baseline"), Run("client", "candidate")
TEST = "test_a.py::test_b"


def page(text):
    return (Exchange(Request("GET", "/"), 200, body=Body.of(text.encode())),)


def next_page(pages):
    text = pages.pop(0)
    return text and page(text)


def finding_of(baseline, candidate, pages, sleep=None, after_earlier=None, **settings):
    """Return the finding of a candidate, and how many of the pages were asked for; None is a repeat that fails.

    `after_earlier` are the pages of repeats that follow the tests before.
    """
    comparer = Comparer(Settings(Path(), *SIDES, targets=("client",), normalizers=(), **settings))
    comparer.add(TEST, BASELINE, page(baseline))
    finding = comparer.add(TEST, CANDIDATE, page(candidate))
    left, count = pages, len(pages)
    result = judged(
        comparer,
        TEST,
        "client",
        finding,
        lambda: comparer.compare(TEST, CANDIDATE),
        lambda: next_page(left),
        sleep or (lambda seconds: None),
        None if after_earlier is None else lambda: next_page(after_earlier),
    )
    return result, count - len(left)


def test_equal_runs_need_no_repeat():
    finding, count = finding_of("a", "a", [])
    assert (finding.differences, count) == ((), 0)


def test_difference_is_reported_after_the_baseline_agreed_four_times():
    finding, count = finding_of("a 1", "a 2", ["a 1"] * 9)
    [difference] = finding.differences
    assert (difference.agreed, difference.varies, count) == (4, False, 5)


def test_two_repeats_that_differ_are_enough():
    finding, count = finding_of("a 1", "a 2", ["a 3", "a 4"])
    assert (finding.differences, count) == ((), 2)


def test_chance_is_waited_for():
    finding, count = finding_of("a 1", "a 2", ["a 1", "a 1", "a 1", "a 2"])
    assert (finding.differences, count) == ((), 4)


def test_clock_that_stands_still_during_the_repeats_is_waited_for():
    pages = ["at 12:00:09"] * 5
    finding, _ = finding_of("at 12:00:01", "at 12:00:09", pages, lambda seconds: pages.__setitem__(0, "at 12:00:10"))
    assert finding.differences == ()


@pytest.mark.parametrize(("baseline", "candidate"), [("a", "b"), ("Order", "order"), ("id 1", "id none")])
def test_what_is_no_clock_needs_no_wait(baseline, candidate):
    waits = []
    finding_of(baseline, candidate, [baseline] * 9, waits.append)
    assert waits == []


def test_order_gets_twice_as_many():
    finding, count = finding_of("heads tails", "tails heads", ["heads tails"] * 20)
    assert (finding.differences[0].agreed, count) == (8, 9)


def test_repeat_that_fails_leaves_the_difference_as_it_is():
    finding, count = finding_of("a 1", "a 2", ["a 1", None])
    assert (finding.differences[0].agreed, count) == (0, 2)


def test_number_of_repeats_is_a_setting():
    assert finding_of("a 1", "a 2", ["a 1"] * 3, repeats=1)[1] == 2
    assert finding_of("a 1", "a 2", [], repeats=0)[1] == 0


@pytest.mark.parametrize("candidate", ["a none", "b 2"])
def test_place_that_varies_otherwise_is_reported_as_such(candidate):
    finding, count = finding_of("a 1", candidate, [f"a {number}" for number in range(40)])
    [difference] = finding.differences
    assert difference.varies
    assert count < 15


@pytest.mark.parametrize("fresh", [["none"] * 5, ["none", None], [None]], ids=["other", "fails later", "fails"])
def test_noise_in_what_an_earlier_test_left_needs_that_test(fresh):
    finding, _ = finding_of("a 1", "a 2", fresh, after_earlier=["a 3", "a 4"])
    assert (finding.differences, len(finding.noise)) == ((), 1)


def test_difference_in_what_an_earlier_test_left_is_reported():
    left = ["a 3", *(f"a {number}" for number in range(40))]
    finding, _ = finding_of("a 1", "b 2", ["none"] * 9, after_earlier=left)
    [difference] = finding.differences
    assert (difference.difference.baseline, difference.varies) == ("a <varies 1>", True)


@pytest.mark.parametrize("settings", [{}, {"repeats": 0}])
def test_earlier_tests_do_not_run_again_where_nothing_of_them_is_missing(settings):
    left = ["a 3"]
    finding, _ = finding_of("a 1", "a 2", ["a 1"] * 9, after_earlier=left, **settings)
    assert (len(finding.differences), left) == (1, ["a 3"])
