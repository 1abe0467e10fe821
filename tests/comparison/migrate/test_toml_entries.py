"""The keys and values of TOML are found at their places."""

import tomllib
from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.toml_entries import comma_end, parse_toml, section_end, toml_entries, toml_string, toml_value


def places(text):
    """Return each path with the text of its value; of a header with that of the header."""
    return [
        (".".join(entry.path), text[entry.start if entry.value_start is None else entry.value_start : entry.end])
        for entry in toml_entries(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# a = 1\n\n", []),
        ("a = 1", [("a", "1")]),
        ("a=1.5 # b\n", [("a", "1.5")]),
        ("a = 1979-05-27 07:32:00.5 \n", [("a", "1979-05-27 07:32:00.5")]),
        ("a . 'b.c' = 'x # = y'\n", [("a.b.c", "'x # = y'")]),
        ("'' = true\n", [("", "true")]),
        ('a = "x\\"y]"\r\nb = \'\\\'\r\n', [("a", '"x\\"y]"'), ("b", "'\\'")]),
        ('a = """\n[b]\nc = "d"\n\\"""\n"""\ne = 1\n', [("a", '"""\n[b]\nc = "d"\n\\"""\n"""'), ("e", "1")]),
        ('a = \'\'\'b\'\'\'\'\nc = """""d"""""\n', [("a", "'''b''''"), ("c", '"""""d"""""')]),
        ("[a]\n[ b . c ]  # d\ne = 1\n", [("a", "[a]"), ("b.c", "[ b . c ]"), ("b.c.e", "1")]),
        ("[[a.b]]\nc = 1\n", [("a.b", "[[a.b]]"), ("a.b.c", "1")]),
        (
            "[a]\nb = {c = 1, d.e = [2]}\n",
            [("a", "[a]"), ("a.b", "{c = 1, d.e = [2]}"), ("a.b.c", "1"), ("a.b.d.e", "[2]")],
        ),
        ("a = []\nb = {}\n", [("a", "[]"), ("b", "{}")]),
        ("a = [{b = 1}, {}]\n", [("a", "[{b = 1}, {}]"), ("a..b", "1")]),
    ],
)
def test_places(text, expected):
    tomllib.loads(text)
    assert places(text) == expected


def test_items_of_an_array():
    text = "a = [ 'b', # ],\n [1, 2],\n {c = [3]}, 4.5\n,]\n"
    items = [text[start:end] for start, end in toml_entries(text)[0].items]
    assert items == ["'b'", "[1, 2]", "{c = [3]}", "4.5"]


def test_keys_that_are_written():
    entry = toml_entries("[a.b]\nc.d = 1\n")[1]
    assert [entry.key_at(depth).name if entry.key_at(depth) else None for depth in range(4)] == [None, None, "c", "d"]


def test_section_ends_with_its_last_value():
    text = "[a]\nb = [\n  1,\n]  # c\n\n# d\n[e]\n"
    entries = toml_entries(text)
    assert text[: section_end(entries, entries[0])].endswith("]")
    assert section_end(entries, entries[-1]) == text.index("[e]") + 3


@pytest.mark.parametrize("value", ["", "a", "a'b", 'a"b', "a'b\"c", "a\\.b", "ä"])
def test_string(value):
    assert toml_value(toml_string(value)) == value


def test_invalid_toml_is_refused():
    expected = r"^pyproject\.toml is not valid TOML: .* \(at line 1, column 9\)\. Fix it, and run again\.$"
    with pytest.raises(ConfigurationError, match=expected):
        parse_toml(Path("pyproject.toml"), "[project\n")
    assert parse_toml(Path("pyproject.toml"), "a = 1\n") == {"a": 1}


@pytest.mark.parametrize(("text", "end"), [(",", 1), (" # ,\n\t, ", 7), ("", None), (" ]", None), ("# ,", None)])
def test_comma_after_an_item(text, end):
    assert comma_end(text, 0) == end
