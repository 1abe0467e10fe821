"""The lines of ini files belong to the same sections and options as for pytest's and Python's parsers."""

import configparser

import iniconfig
import pytest

from comparison.migrate.ini_lines import has_section, ini_lines
from comparison.migrate.text_files import split_lines


@pytest.mark.parametrize("text", ["", "a", "\n", "a\r\n\r\nb", "a\x0cb\u2028c\n"])
def test_lines_are_the_text(text):
    assert "".join(split_lines(text)) == text
    assert "".join(line.text for line in ini_lines(text)) == text
    assert len(split_lines(text)) == text.count("\n") + (not text.endswith("\n") and text != "")


@pytest.mark.parametrize(
    ("line", "kind", "key"),
    [
        ("[b]\n", "section", ""),
        ("[b]  # why\n", "section", ""),
        ("[b] \r\n", "section", ""),
        ("c = d\n", "option", "c"),
        ("c: d\n", "option", "c"),
        ("c d=e:f\n", "option", "c d"),
        ("c:d=e\n", "option", "c"),
        ("  d = e\n", "value", "a"),
        ("  [b]\n", "value", "a"),
        ("# [b]\n", "neither", "a"),
        ("  ; c = d\n", "neither", "a"),
        (" \n", "neither", "a"),
        ("c\n", "neither", "a"),
    ],
)
def test_kind_of_a_line(line, kind, key):
    *_, last = ini_lines(f"[a]\na = b\n{line}")
    assert (last.text, last.kind, last.key) == (line, kind, key)


def test_line_without_an_option_above_is_no_value():
    assert [line.kind for line in ini_lines("  a\n[b]\n  c\n")] == ["neither", "section", "neither"]


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nb = c\nd=e\n  f\n\n  g = h\n[i]\nj: k = l\nm n = o\n",
        "\ufeff[a]\nb = c\n",
        "[a]\nb =\n\t# c\n\td\n; e\n[f]\n",
    ],
)
def test_values_are_those_of_other_parsers(text):
    values = {}
    for line in ini_lines(text):
        if line.kind == "section":
            values[line.section] = {}
        elif line.kind != "neither":
            values[line.section].setdefault(line.key, []).append(line.text[line.value_start :].strip())
    read = {section: {key: "\n".join(filter(None, lines)) for key, lines in v.items()} for section, v in values.items()}
    assert read == {section.name: dict(section.items()) for section in iniconfig.IniConfig("a.ini", data=text)}
    parser = configparser.RawConfigParser()
    parser.read_string(text.removeprefix("\ufeff"))
    assert read == {
        name: {key: value.strip().replace("\n\n", "\n") for key, value in parser[name].items()}
        for name in parser.sections()
    }


def test_section_is_a_line_of_its_own():
    assert has_section("[a]\n[pytest] ; why\n", "pytest")
    assert not has_section("# [pytest]\n[a]\nb = [pytest]\n  [pytest]\n[tool:pytest]\n", "pytest")
