"""Find the slices in which two lists of texts differ, also in long lists in which the same texts recur."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

# Start and end in the left list, and in the right list.
Slices = tuple[int, int, int, int]
# Longer lists are cut first: the time that difflib needs grows with the cube of the length, where texts recur.
_SHORT = 300
# Without cuts, difflib ignores what recurs in lists that are longer, and still longer ones are one slice.
_LONG = 1500
_LONGEST = 4000


def unequal_slices(left: Sequence[str], right: Sequence[str]) -> Iterator[Slices]:
    """Yield the slices in which two lists differ, in order.

    Long lists are cut at the texts that both have once, in the same order. Between these cuts, lists of one length are
    compared place by place, if they agree in half of the places: most noise leaves the length as it is.
    """
    if max(len(left), len(right)) <= _SHORT:
        yield from _by_difflib(left, right)
        return
    cuts = _cuts(left, right)
    for (left_cut, right_cut), (left_end, right_end) in pairwise([(-1, -1), *cuts, (len(left), len(right))]):
        start, right_start = left_cut + 1, right_cut + 1
        for a, b, c, d in _between_cuts(left[start:left_end], right[right_start:right_end]):
            yield start + a, start + b, right_start + c, right_start + d


def _between_cuts(left: Sequence[str], right: Sequence[str]) -> Iterator[Slices]:
    is_long = max(len(left), len(right)) > _SHORT
    if is_long and len(left) == len(right):
        places = [index for index, (first, second) in enumerate(zip(left, right, strict=True)) if first != second]
        if 2 * len(places) <= len(left):
            yield from _joined(places)
            return
    if max(len(left), len(right)) <= _LONGEST:
        yield from _by_difflib(left, right)
    elif left != right:
        yield 0, len(left), 0, len(right)


def _by_difflib(left: Sequence[str], right: Sequence[str]) -> Iterator[Slices]:
    matcher = SequenceMatcher(None, left, right, autojunk=max(len(left), len(right)) > _LONG)
    yield from ((a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def _joined(places: Sequence[int]) -> Iterator[Slices]:
    """Yield the slices of these places, those joined that follow each other."""
    starts = sorted(set(places) - {place + 1 for place in places})
    ends = sorted({place + 1 for place in places} - set(places))
    yield from ((start, end, start, end) for start, end in zip(starts, ends, strict=True))


def _cuts(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the texts that both lists have once: the most that have the same order in both."""
    once = {text for text, count in Counter(left).items() if count == 1}
    once &= {text for text, count in Counter(right).items() if count == 1}
    right_places = {text: place for place, text in enumerate(right) if text in once}
    pairs = [(place, right_places[text]) for place, text in enumerate(left) if text in once]
    # The longest increasing subsequence of the right places (as in patience sorting).
    tails: list[int] = []
    chosen: list[int] = []
    before: list[int | None] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        chosen[length : length + 1] = [index]
        before.append(chosen[length - 1] if length else None)
    last = chosen[-1] if chosen else None
    cuts = []
    while last is not None:
        cuts.append(pairs[last])
        last = before[last]
    return cuts[::-1]
