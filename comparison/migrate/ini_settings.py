"""Write pytest's settings into a section of an ini file; comments and other options stay."""

from collections.abc import Mapping, Sequence

from .ini_lines import IniLine, has_section, ini_lines
from .text_files import line_end

_FILTERS_KEY = "filterwarnings"


def with_ini_settings(text: str, section: str, options: Mapping[str, str], filters: Sequence[str]) -> str:
    """Return the text of an ini file with options in a section, and with filters after those that are there.

    The section is added if it is missing. Options with another value are written anew at its start.
    """
    if not has_section(text, section):
        newline = line_end(text)
        text = f"{text.rstrip()}{newline * 2}[{section}]{newline}".lstrip()
    return "".join(_changed_lines(text, section, options, filters))


def ini_options(text: str, section: str) -> dict[str, str]:
    """Return the values of a section by option, their lines without indentation."""
    values: dict[str, list[str]] = {}
    for line in ini_lines(text):
        if line.section == section and line.kind in ("option", "value"):
            values.setdefault(line.key, []).append(line.text[line.value_start :].strip())
    return {key: "\n".join(lines).strip() for key, lines in values.items()}


def _changed_lines(text: str, section: str, options: Mapping[str, str], filters: Sequence[str]) -> list[str]:
    """Return the lines of a text that has the section."""
    newline = line_end(text)
    present = ini_options(text, section)
    missing = {key: value for key, value in options.items() if present.get(key) != value}
    new_lines = [f"{key} = {value}" for key, value in missing.items()]
    new_filters = [f"    {line}" for line in filters if line not in present.get(_FILTERS_KEY, "").split("\n")]
    if _FILTERS_KEY not in present:
        new_lines += [f"{_FILTERS_KEY} =", *new_filters]
    lines = [line for line in ini_lines(text) if not _is_option_of(line, section, missing)]
    header = next(index for index, line in enumerate(lines) if line.kind == "section" and line.section == section)
    additions = {header: new_lines}
    if _FILTERS_KEY in present:
        last = max(index for index, line in enumerate(lines) if _is_option_of(line, section, [_FILTERS_KEY]))
        additions.setdefault(last, []).extend(new_filters)
    result = []
    for index, line in enumerate(lines):
        result.append(line.text)
        if additions.get(index):
            result[-1] = line.text if line.text.endswith("\n") else line.text + newline
            result += [addition + newline for addition in additions[index]]
    return result


def _is_option_of(line: IniLine, section: str, keys: Mapping[str, str] | Sequence[str]) -> bool:
    """Return whether a line belongs to one of these options in a section."""
    return line.kind in ("option", "value") and line.section == section and line.key in keys
