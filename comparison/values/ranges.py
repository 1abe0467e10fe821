"""Find where a part of one text is in another, from the ranges in which the two differ."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

# Start and end in the left text, and in the right text.
Range = tuple[int, int, int, int]


def image_of(ranges: Sequence[Range], start: int, end: int) -> tuple[int, int] | None:
    """Return where a part of the left text is in the right text; None if an unequal range crosses its bounds."""
    first = bisect_left(ranges, start, key=itemgetter(1))
    offset = ranges[first - 1][3] - ranges[first - 1][1] if first else 0
    right_start, right_end = None, None
    for index in range(first, len(ranges)):
        left_start, left_end, _, image_end = ranges[index]
        if left_end == start and left_start < start:
            offset = image_end - left_end
        elif left_start > end or (left_start == end and left_end > end):
            break
        elif left_start < start or left_end > end:
            return None
        else:
            right_start = start + offset if right_start is None else right_start
            offset = image_end - left_end
            right_end = end + offset
    if right_start is None or right_end is None:
        return start + offset, end + offset
    return right_start, right_end


def grown(ranges: Sequence[Range], start: int, end: int) -> tuple[int, int]:
    """Return a part of the left text, extended to the unequal ranges that cross its bounds or touch them."""
    for _ in range(len(ranges)):
        crossing = [item for item in ranges if item[0] <= end and item[1] >= start]
        bounds = (min([start, *(item[0] for item in crossing)]), max([end, *(item[1] for item in crossing)]))
        if bounds == (start, end):
            break
        start, end = bounds
    return start, end
