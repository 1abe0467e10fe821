"""Two sources as rows."""

from comparison.report.source_rows import SourceRow, source_rows


def test_rows_have_the_lines_that_differ_with_those_around_them():
    left = ["a", "b", "c", "d", "e"]
    right = ["a", "b", "C", "C2", "d", "e"]
    [rows] = source_rows(left, right, 1)
    assert rows == [
        SourceRow((2, "b"), (2, "b"), False),
        SourceRow((3, "c"), (3, "C"), True),
        SourceRow(None, (4, "C2"), True),
        SourceRow((4, "d"), (5, "d"), False),
    ]


def test_places_far_from_each_other_are_apart():
    left = [str(number) for number in range(20)]
    right = ["x", *left[1:-1], "y"]
    assert [len(rows) for rows in source_rows(left, right, 2)] == [3, 3]


def test_equal_sources_have_no_rows():
    assert list(source_rows(["a"], ["a"], 3)) == []
