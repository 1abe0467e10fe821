"""Comments that accept a finding: they name notes and give a reason."""

import pytest

from comparison.inspection.ignores import ignore_of, ignores_in


@pytest.mark.parametrize(
    "text",
    [
        "a = 1  # a comment",
        "a = '# comparison: ignore[FD101] reason'",
        "# noqa: FD101",
        "# compare: ignore[FD101] reason",
    ],
)
def test_other_comments_and_texts_accept_nothing(text):
    assert list(ignores_in("app.py", text)) == []


@pytest.mark.parametrize(
    ("text", "line", "ids", "reason"),
    [
        ("a = 1  # comparison: ignore[FD101] behind a proxy", 1, ("FD101",), "behind a proxy"),
        ("a = 1  # comparison: ignore[fd101, FD153]: behind a proxy", 1, ("FD101", "FD153"), "behind a proxy"),
        ("# comparison: ignore[FD101] behind a proxy\n\n# more\na = 1", 4, ("FD101",), "behind a proxy"),
    ],
)
def test_comment_accepts_notes_at_its_line_or_at_the_next_code(text, line, ids, reason):
    [ignore] = ignores_in("app.py", text)
    assert (ignore.line, ignore.ids, ignore.reason, ignore.problem) == (line, ids, reason, "")
    by_line = {("app.py", line): [ignore]}
    assert ignore_of(by_line, "app.py", line, ids[0]) is ignore
    assert ignore_of(by_line, "app.py", line, "FD999") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a = 1  # comparison: ignore[FD101]",
            "app.py:1: the comment gives no reason, and accepts nothing: write it after",
        ),
        ("a = 1  # comparison: ignore", "app.py:1: the comment names no note, and accepts nothing: write"),
    ],
)
def test_comment_without_a_note_or_a_reason_accepts_nothing(text, problem):
    [ignore] = ignores_in("app.py", text)
    assert ignore.problem.startswith(problem)
    assert ignore_of({("app.py", 1): [ignore]}, "app.py", 1, "FD101") is None


def test_text_that_is_no_python_ends_the_search():
    assert list(ignores_in("app.py", "'''")) == []
