"""Split an ini file into lines, each with the section and the option that it belongs to."""

import re
from dataclasses import dataclass
from typing import Literal

from .text_files import split_lines

_HEADER = re.compile(r"\ufeff?\[([^#;]+)\]\s*([#;].*)?$")
_OPTION = re.compile(r"([^\s=:\[#;][^=:]*?)[ \t]*[=:][ \t]*")


@dataclass(frozen=True)
class IniLine:
    """A line with its end. `value_start` is where the value starts in it.

    An `option` line has the option's name. A `value` line below it continues its value. `neither` is a comment, an
    empty line, or a line that no parser accepts.
    """

    text: str
    kind: Literal["section", "option", "value", "neither"]
    section: str
    key: str
    value_start: int = 0


def ini_lines(text: str) -> list[IniLine]:
    """Return the lines of an ini file, as pytest's and Python's parsers understand them.

    Comments are whole lines. Every indented line continues the value above it.
    """
    lines: list[IniLine] = []
    section = key = ""
    for line in split_lines(text):
        content = line.strip()
        if not content or content[0] in "#;":
            lines.append(IniLine(line, "neither", section, key))
        elif header := _HEADER.match(line):
            section, key = header[1], ""
            lines.append(IniLine(line, "section", section, key))
        elif option := _OPTION.match(line):
            key = option[1]
            lines.append(IniLine(line, "option", section, key, option.end()))
        else:
            kind: Literal["value", "neither"] = "value" if line[0].isspace() and key else "neither"
            lines.append(IniLine(line, kind, section, key, len(line) - len(line.lstrip())))
    return lines


def has_section(text: str, section: str) -> bool:
    """Return whether an ini file has a section; its name in a comment or a value does not count."""
    return any(line.kind == "section" and line.section == section for line in ini_lines(text))
