"""The slices in which two lists differ: what they leave is equal, also in long lists."""

import random
import time

import pytest

from comparison.values.slices import unequal_slices


def patched(left, right):
    """Return the left list with its unequal slices replaced by those of the right list."""
    result, position = [], 0
    for start, end, right_start, right_end in unequal_slices(left, right):
        assert position <= start <= end
        result += left[position:start] + right[right_start:right_end]
        position = end
    return result + left[position:]


@pytest.mark.parametrize("length", [0, 1, 20, 301, 2000, 5000])
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("letters", ["ab", "abcdefghijklmnopqrstuvwxyz"])
def test_slices_turn_one_list_into_the_other(letters, seed, length):
    chance = random.Random(seed)
    left = [chance.choice([chance.choice(letters), str(chance.random())]) for _ in range(length)]
    right = list(left)
    for _ in range(min(20, length)):
        place = chance.randrange(len(right) + 1)
        right[place : place + chance.randrange(3)] = ["new"] * chance.randrange(3)
    assert patched(left, right) == right
    assert list(unequal_slices(left, left)) == []


def rows(count, value):
    """Return the tokens of a list of ids, in which all but the ids recurs."""
    tokens = []
    for number in range(count):
        tokens += ["{", "id", ":", f"{value}{number}", ",", "n", ":", "3", "}", ","]
    return tokens


@pytest.mark.parametrize("count", [10, 40, 2000])
def test_ids_of_a_list_differ_one_by_one(count):
    expected = [(number * 10 + 3, number * 10 + 4) * 2 for number in range(count)]
    assert list(unequal_slices(rows(count, "a"), rows(count, "b"))) == expected


def test_row_that_only_one_list_has_is_found_between_what_both_have_once():
    left = [text for number in range(200) for text in ("<li>", f"name {number}", "</li>")]
    right = [*left[:300], "<li>", "more", "</li>", *left[300:]]
    assert patched(left, right) == right
    lengths = [
        (end - start, right_end - right_start) for start, end, right_start, right_end in unequal_slices(left, right)
    ]
    assert lengths == [(0, 3)]


def test_long_lists_without_anything_in_common_are_one_slice():
    left, right = (["x", "y"] * 3000, ["z"] * 5000)
    assert list(unequal_slices(left, right)) == [(0, 6000, 0, 5000)]


def test_lists_in_which_all_but_ids_recurs_take_no_long_time():
    """difflib alone takes 5 seconds for 60 items of 45 tokens, and eight times as long for twice as many."""
    start = time.process_time()
    list(unequal_slices(rows(400, "a"), rows(400, "b")))
    assert time.process_time() - start < 2
