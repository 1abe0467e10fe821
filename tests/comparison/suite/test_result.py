"""The state of a test of a suite, from its outcomes on both sides."""

import pytest

from comparison.suite.result import STATE_NAMES, SuiteResult


@pytest.mark.parametrize(
    ("baseline", "candidate", "differs", "state"),
    [
        ("passed", "passed", False, "passed"),
        ("passed", "passed", True, "different"),
        ("passed", "failed", True, "failed"),
        ("failed", "passed", False, "failed"),
        ("passed", None, False, "failed"),
        (None, "passed", False, "failed"),
        ("failed", "failed", True, "failed_on_both"),
        ("passed", "not_runnable", False, "not_runnable"),
        ("skipped", "skipped", False, "skipped"),
        ("skipped", "passed", False, "failed"),
    ],
)
def test_the_most_important_state_is_told(baseline, candidate, differs, state):
    result = SuiteResult("a", baseline, candidate, "text", 3, differs)
    assert result.state == state
    assert result.as_json["state"] == STATE_NAMES[state]


def test_a_test_that_can_not_run_has_a_reason_and_no_text():
    value = SuiteResult("a", "passed", "not_runnable", "uses `request.environ`").as_json
    assert (value["candidate"], value["text"], value["reason"]) == ("not runnable", "", "uses `request.environ`")
    assert SuiteResult("a", "passed", None).as_json["candidate"] == "not run"
