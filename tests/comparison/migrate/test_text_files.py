"""Texts are read with their line ends, and parts of them are replaced."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.text_files import Edit, edited, line_end, line_start, lines_after, next_line, read_text


@pytest.mark.parametrize("text", ["", "a\r\nb\n", "\ufeffa\n", "ä"])
def test_text_is_read_as_it_is(tmp_path, text):
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert read_text(tmp_path / "a.txt") == text


def test_other_encoding_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(b"\xff\xfea\0")
    with pytest.raises(
        ConfigurationError, match=r"^a\.txt is not encoded in UTF-8\. Save it as UTF-8, and run again\.$"
    ):
        read_text(Path("a.txt"))


@pytest.mark.parametrize(("text", "expected"), [("", "\n"), ("a", "\n"), ("a\n", "\n"), ("a\r\n", "\r\n")])
def test_line_end(text, expected):
    assert line_end(text) == expected


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("abc", [], "abc"),
        ("abc", [Edit(1, 2, "x"), Edit(0, 1, "")], "xc"),
        ("abc", [Edit(3, 3, "1"), Edit(3, 3, "2"), Edit(0, 0, "0")], "0abc12"),
        ("abc", [Edit(1, 2, "x"), Edit(1, 1, "y")], "ayxc"),
        ("a\r\n", [Edit(3, 3, "b\n")], "a\r\nb\r\n"),
    ],
)
def test_parts_are_replaced(text, edits, expected):
    assert edited(text, edits) == expected


def test_lines_around_a_position():
    assert [line_start("ab\ncd", position) for position in range(6)] == [0, 0, 0, 3, 3, 3]
    assert [next_line("ab\ncd", position) for position in range(6)] == [3, 3, 3, 5, 5, 5]


@pytest.mark.parametrize(
    ("text", "position", "expected"), [("", 0, "x\n"), ("a", 0, "a\nx\n"), ("a\nb\n", 0, "a\nx\nb\n")]
)
def test_lines_come_after_a_line(text, position, expected):
    assert edited(text, [lines_after(text, position, "x\n")]) == expected
