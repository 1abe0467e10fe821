"""Test the symptom of an exception that only the candidate raises."""

import re

from comparison.notes.symptom import error_symptom

SYMPTOM = error_symptom(r"KeyError\('x'\)", where=(("method", "GET"),))


def test_candidate_answers_500_and_the_baseline_no_error():
    statuses = ("200", "302", "404", "500")
    assert (SYMPTOM.field, SYMPTOM.candidate, SYMPTOM.certain) == ("status", "500", True)
    assert [bool(re.fullmatch(SYMPTOM.baseline, status)) for status in statuses] == [True, True, False, False]


def test_error_comes_after_the_conditions_of_the_caller():
    assert SYMPTOM.where == (("method", "GET"), ("candidate error", r"KeyError\('x'\)"))
