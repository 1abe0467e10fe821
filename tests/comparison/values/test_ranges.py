"""Where a part of one text is in another."""

import pytest

from comparison.values.ranges import grown, image_of
from comparison.values.variation import unequal_ranges


@pytest.mark.parametrize(
    ("start", "end", "image"),
    [(0, 1, (0, 1)), (2, 3, (2, 5)), (4, 5, (6, 7)), (2, 5, (2, 7)), (3, 4, (5, 6))],
)
def test_image_of_a_part(start, end, image):
    assert image_of(unequal_ranges("a 1 b", "a 222 b"), start, end) == image


def test_part_that_an_unequal_range_crosses_has_no_image():
    assert image_of([(2, 6, 2, 3)], 4, 8) is None


def test_image_lies_behind_as_much_as_the_ranges_before_it_add():
    left, right = (" ".join(f"row {number} {value * number}" for number in range(1, 40)) for value in ("a", "bb"))
    ranges = unequal_ranges(left, right)
    for number in range(1, 40):
        start, right_start = left.index(f"row {number} "), right.index(f"row {number} ")
        assert image_of(ranges, start, start + 5) == (right_start, right_start + 5)


def test_part_grows_to_the_ranges_that_touch_it():
    assert grown([(2, 6, 2, 3), (6, 9, 3, 4), (20, 21, 15, 16)], 4, 5) == (2, 9)
