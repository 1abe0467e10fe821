"""Test the symptom of an exception that only the candidate raises."""

import re

import pytest

from comparison.notes.symptom import error_symptom

SYMPTOM = error_symptom(r"KeyError\('x'\)|KeyError\('y'\)", where=(("method", "GET"),))
TRACE = SYMPTOM.where[-1][1]


@pytest.mark.parametrize(
    ("trace", "is_match"),
    [
        ("view page\nview page: raises KeyError('x')\nsignal request-finished\n", True),
        ("view page\nsignal got-request-exception: exception=KeyError('y')\n", True),
        ("after_request close: raises KeyError('x')\n", True),
        ("view page\nsignal request-finished\n", False),
        ("view page: raises KeyError('xy')\n", False),
        ("view page: raises ValueError('z')\nerror_handler fail: raises KeyError('x')\n", False),
        ("view page: 'x', KeyError('x')\n", False),
    ],
    ids=["a view", "a signal", "a hook", "no error", "another text", "another error first", "an argument"],
)
def test_error_must_be_the_first_in_the_trace(trace, is_match):
    assert bool(re.fullmatch(TRACE, trace, re.DOTALL)) is is_match


def test_candidate_answers_500_and_the_baseline_no_error():
    assert (SYMPTOM.field, SYMPTOM.candidate, SYMPTOM.certain) == ("status", "500", True)
    assert [bool(re.fullmatch(SYMPTOM.baseline, status)) for status in ("200", "302", "404", "500")] == [
        True,
        True,
        False,
        False,
    ]


def test_conditions_of_the_caller_stay():
    assert SYMPTOM.where[0] == ("method", "GET")
