"""What varies between texts: parts of one kind, parts whose order varies, and what is no variation."""

import random
import re
import uuid

import pytest

from comparison.values.variation import Part, is_reordered, may_be_clock, varying_parts


def parts(*runs, reference=None):
    """Return the varying parts of the reference, by default the first run, as texts."""
    reference = runs[0] if reference is None else reference
    return [reference[part.start : part.end] for part in varying_parts(reference, runs)]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        pytest.param(["a 1 b", "a 2 b"], ["1"], id="a number"),
        pytest.param(["a 1 b", "a 1 b"], [], id="equal texts"),
        pytest.param(["a 1 b"], [], id="one run"),
        pytest.param(["a 1 b 1", "a 2 b 2"], ["1", "1"], id="two parts"),
        pytest.param(["at 12:30:01.", "at 12:31:07."], ["30:01"], id="a time of day"),
        pytest.param(["t=1.5 s", "t=22.75 s"], ["1.5"], id="a decimal number"),
        pytest.param(["in 0.53 ms", "in 0.61 ms"], ["0.53"], id="a decimal number whose first digit agrees"),
        pytest.param(["of 12,345,678", "of 12,345,679"], ["12,345,678"], id="separated thousands"),
        pytest.param(["a\n1\nb\n", "a\n2\nb\n"], ["1"], id="a line"),
        pytest.param(["a b", "a c b"], [""], id="a part that one run lacks"),
        pytest.param(["a 1 b", "a 1 b", "a 2 b"], ["1"], id="a part that varies in the third run"),
    ],
)
def test_varying_parts(runs, expected):
    assert [part.strip() for part in parts(*runs)] == expected


def test_uuid_is_one_part():
    runs = [f"<a href='/item/{uuid.UUID(int=random.Random(seed).getrandbits(128))}'>" for seed in range(3)]
    assert parts(*runs) == [re.search("[0-9a-f-]{36}", runs[0])[0]]


def test_parts_are_placed_in_a_reference_that_is_no_run():
    assert parts("a 1 b", "a 2 b", reference="new a 7 b") == ["7"]


def test_part_that_the_reference_lacks_is_left_out():
    assert parts("a 1 b", "a 2 b", reference="a") == []


@pytest.mark.parametrize("separator", ["\n", "</li><li>", ", "])
def test_order_that_varies_is_one_part_with_the_same_units(separator):
    names = ["red", "green", "blue", "white", "black"]
    runs = [f"<p>\n{separator.join(random.Random(seed).sample(names, 5))}\n</p>" for seed in range(4)]
    [part] = varying_parts(runs[0], runs)
    assert part.unordered
    assert part.allows(separator.join(part.values[0].split(separator)[::-1]))
    assert not part.allows(part.values[0].replace("red", "grey").replace("blue", "grey"))


@pytest.mark.parametrize(
    ("row", "separator"),
    [
        pytest.param("<li>{} {}</li>", "\n", id="lines"),
        pytest.param('{{"id":{},"name":"{}"}}', ",", id="objects of JSON"),
        pytest.param("<tr><td>{}</td><td>{}</td></tr>", "", id="rows in one line"),
    ],
)
def test_what_is_in_one_item_stays_together(row, separator):
    def text(pairs):
        return separator.join(row.format(*pair) for pair in pairs)

    pairs = list(enumerate(["red", "green", "blue", "white", "black"]))
    runs = [text(random.Random(seed).sample(pairs, 5)) for seed in range(4)]
    [part] = varying_parts(runs[0], runs)
    assert part.values[0] == runs[0]
    assert part.allows(text(pairs[::-1]))
    assert not part.allows(text([(1, "red"), (0, "green"), *pairs[2:]]))


@pytest.mark.parametrize(
    ("values", "value", "is_allowed"),
    [
        pytest.param(("1", "22"), "7", True, id="a number"),
        pytest.param(("1", "22"), "none", False, id="a word where numbers are"),
        pytest.param(("1", "22"), "", False, id="nothing where something is"),
        pytest.param(("", "22"), "", True, id="nothing where nothing may be"),
        pytest.param(("a1b2c3d4", "00ff00ff"), "99aa88bb", True, id="hexadecimal digits"),
        pytest.param(("a1b2c3d4", "00ff00ff"), "99aa88bz", False, id="no hexadecimal digits"),
        pytest.param(("a1b2c3d4", "00ff00ff"), "99aa88", False, id="another length than the fixed one"),
        pytest.param(("aB3dE6gH", "zY9xW7vU"), "aB-dE_gH", True, id="the signs of base64"),
        pytest.param(("1796000000.125", "1796000001.375"), "1796000009.5", True, id="a fraction that ends in zeros"),
        pytest.param(("1,234,567", "1,234,568"), "987", True, id="fewer thousands"),
        pytest.param(("1796000000", "1796000001"), "1796000009", True, id="a Unix time"),
    ],
)
def test_values_of_the_same_kind_are_allowed(values, value, is_allowed):
    assert Part(0, 1, values).allows(value) is is_allowed


@pytest.mark.parametrize(
    ("left", "right", "expected"), [("a b", "b a", True), ("a b", "a b", False), ("a", "b", False)]
)
def test_reordered_texts(left, right, expected):
    assert is_reordered(left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("took 3 s", "took 4 s", True),
        ("token.awveoA.x", "token.awveoQ.x", True),
        ("token.awvjyw.x", "token.awvjzw.x", True),
        ("token.awvjyw.x", "token.bxvjzw.x", False),
        ("red", "blue", False),
        ("red", None, False),
    ],
)
def test_a_clock_is_in_digits_or_in_base64(left, right, expected):
    assert may_be_clock(left, right) is expected
