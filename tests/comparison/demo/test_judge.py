"""Comparing the exchanges of a click: noise, addresses, expected differences, notes and secrets."""

from dataclasses import replace
from pathlib import Path

import pytest

from comparison.demo.judge import Judge, own_address
from comparison.expected import ExpectedDifference
from comparison.runner.pair import Pair
from comparison.settings import Settings
from comparison.sides import Side
from comparison.values.note_names import NoteNames
from comparison.values.routes import RoutePattern
from tests.comparison.demo.clicking import answer

ORIGINS = {"baseline": "http://127.0.0.1:5011", "candidate": "http://127.0.0.1:5012"}


def name_notes(difference, baseline, candidate, target, quart):
    return NoteNames(("FD201",)) if difference.field == "header vary" else NoteNames()


@pytest.fixture
def repeats():
    """The answers that the baseline gives when it is asked again, one after the other, then none."""
    return []


@pytest.fixture
def judge(repeats):
    settings = Settings(Path(), Side("baseline", "a:app", "a:app"), Side("candidate", "b:app", "b:app"))

    def repeat(exchange):
        return repeats.pop(0) if repeats else None

    judge = Judge(Pair(settings, name_notes=name_notes), "run", "0.23", "key", repeat)
    judge.origins = ORIGINS
    return judge


def cells(judge, baseline, candidate, number=1):
    return [(cell.state, is_checked) for cell, is_checked in judge.cells(number, baseline, candidate)]


def fields(judge, baseline, candidate):
    cell = list(judge.cells(1, baseline, candidate))[-1][0]
    return [item.difference.field for item in cell.differences]


def test_equal_answers_are_the_same(judge):
    assert cells(judge, answer(body="a"), answer(body="a")) == [("same", True)]


def test_what_varies_by_itself_is_noise(judge, repeats):
    repeats[:] = [answer(body=f"visit {number}") for number in (104, 107, 111, 115, 120, 123, 127)]
    assert cells(judge, answer(body="visit 101"), answer(body="visit 102")) == [("different", False), ("same", True)]


def test_difference_stays_that_the_baseline_does_not_have(judge, repeats):
    repeats[:] = [answer(body="a")] * 12
    [first, (cell, is_checked)] = judge.cells(1, answer(body="a"), answer(body="b"))
    assert (first[1], cell.state, is_checked, cell.differences[0].agreed) == (False, "different", True, 4)
    # The same values in the same place need no repeats.
    assert cells(judge, answer(body="a"), answer(body="b"), 2) == [("different", True)]


def test_form_is_not_sent_again(judge, repeats):
    repeats[:] = [answer(body="other")] * 9
    pair = [answer(body=body, method="POST") for body in ("a", "b")]
    assert cells(judge, *pair) == [("different", True)]
    assert len(repeats) == 9


@pytest.mark.parametrize("changes", [{"complete": False}, {"chunks": (replace(answer().chunks[0], at=9.0),)}])
def test_long_answer_is_not_asked_for_again(changes, judge, repeats):
    repeats[:] = [answer(body="other")] * 9
    assert cells(judge, replace(answer(body="a"), **changes), answer(body="b"))[-1][1]
    assert len(repeats) == 9


def test_addresses_of_the_proxies_are_equal(judge):
    left, right = (answer(302, f'<a href="{origin}/a">', (("location", f"{origin}/a"),)) for origin in ORIGINS.values())
    assert fields(judge, left, right) == []


def test_other_addresses_are_not():
    change = own_address(list(ORIGINS.values()))
    kept = answer(body="127.0.0.1:50110 x127.0.0.1:5011 127.0.0.1:5013", headers=(("a", "1"),))
    assert change((kept,)) == (kept,)


def test_ids_of_the_candidate_in_its_request_are_no_difference(judge):
    assert fields(judge, answer(target="/f/left"), answer(target="/f/right")) == []


def test_note_and_expected_difference_are_named(judge):
    right = answer(headers=(("vary", "Cookie"),), method="POST")
    [(cell, _)] = judge.cells(1, answer(method="POST"), right)
    assert cell.differences[0].notes.certain == ("FD201",)
    entry = ExpectedDifference(("run",), "header vary", "so", route=RoutePattern.parse("* /", ""), candidate="Cookie")
    judge.pair = replace(judge.pair, expected_differences=(entry,))
    del judge._comparer
    [(cell, _)] = judge.cells(2, answer(method="POST"), right)
    assert (cell.state, cell.differences[0].expected) == ("expected", entry)


def test_secrets_are_masked(judge):
    sent = (("cookie", "sid=opensesame"),)
    left, right = (
        answer(body=f"{side} opensesame hunter22", method="POST", sent=b"password=hunter22", request_headers=sent)
        for side in ("left", "right")
    )
    [(cell, _)] = judge.cells(1, left, right)
    text = str(cell)
    assert ("hunter22" in text, "opensesame" in text, "<masked" in text) == (False, False, True)
