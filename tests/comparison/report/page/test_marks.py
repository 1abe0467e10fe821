"""Two texts side by side: the rows around the first difference, with marks."""

import pytest

from comparison.report.page import marks
from comparison.report.page.marks import Row, marked_row, marked_rows


@pytest.mark.parametrize(
    ("baseline", "candidate", "left", "right"),
    [
        ("200", "404", [("200", True)], [("404", True)]),
        ("max-age=60", "no-store", [("max-age=60", True)], [("no-store", True)]),
        ("a b c", "a x c", [("a ", False), ("b", True), (" c", False)], [("a ", False), ("x", True), (" c", False)]),
        ("a b", "a", [("a", False), (" b", True)], [("a", False)]),
        ("", "a", [], [("a", True)]),
        ("\x1b[1m", "", [("\\x1b[1m", True)], []),
    ],
)
def test_part_that_differs_is_marked(baseline, candidate, left, right):
    assert marked_row(baseline, candidate) == Row(tuple(left), tuple(right))


def test_value_that_one_side_lacks_is_marked_as_a_whole():
    assert marked_row(None, "a b") == Row(None, (("a b", True),))
    assert marked_rows("a\nb", None) == [Row((("a", True),), None), Row((("b", True),), None)]
    assert marked_rows(None, "") == [Row(None, ())]


def test_rows_begin_before_the_first_difference():
    lines = [f"line {number}" for number in range(200)]
    changed = [*lines[:100], "new", *lines[101:]]
    rows = marked_rows("\n".join(lines), "\n".join(changed))
    assert rows[0] == Row((("line 99", False),), (("line 99", False),), differs=False)
    assert rows[1].candidate == (("new", True),)
    assert [row.differs for row in rows] == [False, True, False, False]


def test_line_that_was_added_has_no_partner():
    rows = marked_rows("a\nb", "a\nnew\nb")
    assert [row for row in rows if row.differs] == [Row(None, (("new", True),))]


def test_ends_of_lines_are_made_visible():
    [row] = [row for row in marked_rows("a\nb", "a\r\nb") if row.differs]
    assert "".join(text for text, _ in row.candidate) == r"a\r\n"


def test_long_line_is_cut_around_its_difference():
    row = marked_row(f"{'a ' * 500}b{' c' * 500}", f"{'a ' * 500}x{' c' * 500}")
    texts = ["".join(text for text, _ in side) for side in (row.baseline, row.candidate)]
    assert [text[0] + text[-1] for text in texts] == ["……", "……"]
    assert max(map(len, texts)) <= marks._COLUMNS + 2
    assert [text for text, differs in row.candidate if differs] == ["x"]


def test_many_rows_are_cut():
    assert (
        len(marked_rows("\n".join("abcdefghijklmnopqrstuvwxyz"), "\n".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        == marks._ROWS
    )
