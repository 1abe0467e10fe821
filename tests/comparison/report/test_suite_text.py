"""The results of a suite on the terminal."""

from comparison.report.suite_text import suite_lines, suite_summary
from comparison.suite.result import SuiteResult

RESULTS = [
    SuiteResult("a", "passed", "passed", exchanges=3),
    SuiteResult("b", "passed", "passed", exchanges=2, differs=True),
    SuiteResult("c", "passed", "failed", "\n".join(f"line {number}" for number in range(50)), exchanges=1),
    SuiteResult("d", "failed", "failed", "def test_d():\nE       AssertionError: no\n\ntest_d.py:1: AssertionError"),
    SuiteResult("e", "passed", "not_runnable", "uses `request.environ`, which Quart lacks"),
    SuiteResult("f", "skipped", "skipped", "why"),
]


def test_the_summary_counts_tests_by_state_and_exchanges():
    assert suite_summary(RESULTS, 7.4) == (
        "6 tests: 1 failed on one side, 1 passed, but differ, 1 failed on both, 1 not runnable, 1 skipped, "
        "1 passed on both; 6 exchanges compared (7 s)"
    )
    assert suite_summary([], 0) == "0 tests: none ran; 0 exchanges compared (0 s)"


def test_a_failure_on_one_side_has_the_end_of_its_text():
    lines = list(suite_lines(RESULTS, is_complete=False))
    assert lines[0] == "c: passed on the baseline, failed on the candidate"
    assert lines[1] == "  line 20"
    assert "failed on both: d: AssertionError: no" in lines
    assert "not runnable: e: uses `request.environ`, which Quart lacks" in lines
    assert not any(line.startswith(("a:", "b:", "f:")) for line in lines)


def test_a_complete_list_has_all_of_the_text_and_all_tests():
    lines = list(suite_lines(RESULTS, is_complete=True))
    assert "  line 0" in lines
    assert "a: passed on both" in lines


def test_control_characters_are_shown():
    result = SuiteResult("a", "passed", "failed", "\x1b[31mred")
    assert "  \\x1b[31mred" in list(suite_lines([result], is_complete=False))
