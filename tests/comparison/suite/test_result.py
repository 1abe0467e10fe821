"""The state of a test of a suite, from its outcomes on both sides."""

import pytest

from comparison.suite.result import SuiteResult


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
    assert result.as_json["state"] == state
