"""Read configuration files with their line ends, and replace parts of their texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigurationError


@dataclass(frozen=True)
class Edit:
    """A text that replaces a part of another, from `start` to `end`; a line feed stands for the file's line end."""

    start: int
    end: int
    text: str


def read_text(path: Path) -> str:
    """Return a file's text with its line ends and byte order mark; raise `ConfigurationError` if it is not UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path} is not encoded in UTF-8. Save it as UTF-8, and run again.") from None


def line_end(text: str) -> str:
    """Return the line end of a text: that of Windows, if it has any."""
    return "\r\n" if "\r\n" in text else "\n"


def split_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends. Only a line feed ends a line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its parts replaced. Edits must not overlap; insertions at the same place keep their order."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], edit.text.replace("\n", line_end(text))]
        position = edit.end
    return "".join([*pieces, text[position:]])


def next_line(text: str, position: int) -> int:
    """Return where the line after a position starts; the length of the text, if there is none."""
    return text.find("\n", position) + 1 or len(text)


def line_start(text: str, position: int) -> int:
    """Return where the line of a position starts."""
    return text.rfind("\n", 0, position) + 1


def lines_after(text: str, position: int, lines: str) -> Edit:
    """Return the edit that inserts lines below the line of a position, which may lack its line end."""
    start = next_line(text, position)
    return Edit(start, start, lines if text.endswith("\n", 0, start) or not start else f"\n{lines}")
