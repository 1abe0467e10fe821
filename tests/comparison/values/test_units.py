"""The units of a text whose order may vary."""

import pytest

from comparison.values.units import TOKENS, UNITS, is_permutation, whole_items


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["a\nb", "b\na"], True, id="lines"),
        pytest.param(["<li>a</li><li>b</li>", "<li>b</li><li>a</li>"], True, id="elements"),
        pytest.param(["a, b", "b, a"], True, id="a list with commas"),
        pytest.param(["a b", "b a"], True, id="words"),
        pytest.param(["a", "a"], False, id="a single unit"),
        pytest.param(["a\nb", "b\nc"], False, id="other units"),
    ],
)
def test_values_with_the_same_units_are_permutations(values, expected):
    assert any(is_permutation(unit, values) for unit in UNITS) is expected


@pytest.mark.parametrize("number", ["1,234", "12.5", "1.5e-7", "1796000000"])
def test_number_is_one_token(number):
    assert TOKENS.findall(f"{number} ms") == [number, " ", "ms"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (f"a.aw-9_Q.{'-b' * 13}c", ["a", ".", "aw-9_Q", ".", "-b" * 13 + "c"]),
        (f"a-b.{'-b' * 21}c", ["a-b", ".", "-b" * 21 + "c"]),
        ("a-b.aw-9_Q.c", ["a", "-", "b", ".", "aw", "-", "9_Q", ".", "c"]),
    ],
    ids=["time and signature", "signature", "no signature"],
)
def test_parts_of_a_signed_value_are_tokens(text, tokens):
    assert TOKENS.findall(text) == tokens


@pytest.mark.parametrize("value", ["7e661fc6-2359-46cb-a246-fbf2808f53e1", "x3-Kz3oPMY9OT7sl0-TW"])
def test_random_value_is_one_token(value):
    assert TOKENS.findall(f"id-{value.lower()} {value}.")[-3:] == [" ", value, "."]


def test_words_between_hyphens_are_tokens():
    assert TOKENS.findall("Report-2026-11-29-Final")[::2] == ["Report", "2026", "11", "29", "Final"]


def test_part_of_a_line_is_of_whole_lines():
    text = "a\none two\nb"
    unit, start, end = next(whole_items(text, 4, 5))
    assert (unit, text[start:end]) == (str.splitlines, "one two")


def test_part_of_a_row_is_of_whole_rows():
    text = "<tr><td>1</td></tr><tr><td>2</td></tr>"
    rows = [text[start:end] for _, start, end in whole_items(text, 8, 28)]
    assert text in rows
