"""The states of a click."""

from dataclasses import replace

import pytest

from comparison.compare import Cell, Run, RunDifference
from comparison.demo.click import SHOWN_BYTES, Click, is_counterpart
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from tests.comparison.demo.clicking import answer, ended, judged, proxied

DIFFERENCE = RunDifference(
    Difference(1, Request("GET", "/"), "status", "200", "500"), None, (Run("run", "baseline"), Run("run", "candidate"))
)


@pytest.mark.parametrize(
    ("click", "state"),
    [
        (Click(proxied()), "running"),
        (Click(proxied()).with_exchange("baseline", answer()), "running"),
        (Click(proxied(is_mirrored=False)).with_exchange("baseline", answer()), "running"),
        (ended(proxied(), answer(), None), "single"),
        (ended(proxied(is_mirrored=False), answer()), "single"),
        (judged(ended(proxied(), answer(), answer())), "same"),
        (judged(ended(proxied(), answer(), answer()), DIFFERENCE), "different"),
        (judged(ended(proxied(), answer(), answer()), DIFFERENCE, is_checked=False), "checking"),
    ],
)
def test_state_is_that_of_both_sides(click, state):
    assert click.state == state


def test_expected_difference_has_a_state_of_its_own(monkeypatch):
    monkeypatch.setattr(Cell, "state", "expected")
    assert judged(ended(proxied(), answer(), answer()), DIFFERENCE).state == "expected"


def test_large_bodies_are_cut_once_they_are_compared():
    click = ended(proxied(), answer(body="x" * 2 * SHOWN_BYTES), answer(body="y"))
    checking = judged(click, is_checked=False)
    assert checking.baseline == click.baseline
    checked = judged(click)
    assert (len(checked.baseline.body.start), checked.baseline.body.size) == (SHOWN_BYTES, 2 * SHOWN_BYTES)
    assert checked.candidate == click.candidate


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"target": "/b"}, False),
        ({"method": "HEAD"}, False),
        ({"side": "baseline"}, False),
    ],
)
def test_same_request_on_the_other_side_is_the_counterpart(changes, expected):
    first = ended(proxied(1, target="/a", is_mirrored=False), answer())
    later = Click(proxied(2, **{"side": "candidate", "target": "/a", "is_mirrored": False, **changes}))
    assert is_counterpart(first, later) is expected


def test_pair_and_request_that_runs_have_no_counterpart():
    later = Click(proxied(3, side="candidate", is_mirrored=False))
    assert not is_counterpart(Click(proxied(1, is_mirrored=False)), later)
    assert not is_counterpart(ended(proxied(1), answer(), answer()), later)
    assert not is_counterpart(ended(proxied(1), answer(), None), later)


@pytest.mark.parametrize(
    ("purpose", "method", "body", "is_shown"),
    [
        ("page", "GET", "x", True),
        ("script", "POST", "<!DOCTYPE html>\n<title>a</title>", True),
        ("script", "POST", "<p>a part of a page</p>", False),
        ("script", "GET", "<!DOCTYPE html>\n<title>fetched ahead</title>", False),
        ("resource", "GET", "<!DOCTYPE html>", False),
    ],
)
def test_page_that_a_script_gets_for_a_form_is_shown(purpose, method, body, is_shown):
    click = ended(replace(proxied(), purpose=purpose, method=method), answer(body=body), answer(body=body))
    assert click.is_shown is is_shown
