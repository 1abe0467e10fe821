"""Write pytest's settings into TOML files; comments and formatting stay."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import ConfigurationError
from .text_files import Edit, edited, line_start, lines_after
from .toml_entries import Entry, comma_end, parse_toml, section_end, toml_entries, toml_string, toml_value

_FILTERS_KEY = "filterwarnings"


def settings_table(path: Path, text: str) -> tuple[str, ...]:
    """Return the path of the table with pytest's settings, present or to be added.

    Pytest 9 has native settings in `pytest.toml` and, unless `ini_options` is there, in `[tool.pytest]`.
    """
    if path.name != "pyproject.toml":
        return ("pytest",)
    native = parse_toml(path, text).get("tool", {}).get("pytest", {})
    return ("tool", "pytest") if native and "ini_options" not in native else ("tool", "pytest", "ini_options")


def has_settings(path: Path, text: str) -> bool:
    """Return whether pytest takes its settings from a TOML file."""
    if path.name != "pyproject.toml":
        return True
    native = parse_toml(path, text).get("tool", {}).get("pytest", {})
    return bool(native)  # an empty `[tool.pytest]` does not count, an empty `ini_options` in it does


def with_toml_settings(path: Path, text: str, options: Mapping[str, str], filters: Sequence[str]) -> str:
    """Return the text of a TOML file with pytest's options, and with filters after those that are there.

    Raises `ConfigurationError` for a file that is invalid, or in which there is no place for them.
    """
    table = settings_table(path, text)
    entries = toml_entries(text)
    present = {entry.path[-1]: entry for entry in entries if entry.path[:-1] == table and not entry.is_header}
    edits = [
        Edit(present[key].value_start or 0, present[key].end, toml_string(value))
        for key, value in options.items()
        if key in present and _value(text, present[key]) != value
    ]
    lines = [f"{key} = {toml_string(value)}" for key, value in options.items() if key not in present]
    if _FILTERS_KEY in present:
        edits += _filter_edits(text, present[_FILTERS_KEY], filters)
    else:
        lines.append(f"{_FILTERS_KEY} = {_array([toml_string(line) for line in filters])}")
    result = edited(text, [*edits, *([_added(text, entries, table, lines)] if lines else [])])
    if result != text:
        _check_place(path, table, result)
    return result


def _value(text: str, entry: Entry) -> object:
    return toml_value(text[entry.value_start : entry.end])


def _array(items: Sequence[str], indent: str = "    ") -> str:
    """Return an array with each item in a line."""
    return "".join(["[\n", *(f"{indent}{item},\n" for item in items), "]"])


def _filter_edits(text: str, entry: Entry, filters: Sequence[str]) -> list[Edit]:
    """Return the edits that append the missing filters to a list, or to a text with a filter in each line."""
    value, start = _value(text, entry), entry.value_start or 0
    old_filters = value if isinstance(value, list) else [line.strip() for line in str(value).splitlines()]
    new_items = [toml_string(line) for line in filters if line not in old_filters]
    if not new_items:
        return []
    if not isinstance(value, list):
        return [Edit(start, entry.end, _array([toml_string(line) for line in old_filters if line] + new_items))]
    array = text[start : entry.end]
    if "\n" not in array:
        return [Edit(start, entry.end, _array([text[first:last] for first, last in entry.items] + new_items))]
    last_end = entry.items[-1][1] if entry.items else start + 1
    has_comma = not entry.items or comma_end(text, last_end) is not None
    indent = _indent(text, entry.items[-1][0]) if entry.items else "    "
    end = start + len(array[:-1].rstrip())
    is_closed_in_line = "\n" not in text[end : entry.end]
    lines = "".join(f"\n{indent}{item}," for item in new_items) + ("\n" if is_closed_in_line else "")
    return [*([] if has_comma else [Edit(last_end, last_end, ",")]), Edit(end, end, lines)]


def _indent(text: str, position: int) -> str:
    """Return the indentation of an item that is the first in its line; four blanks for any other item."""
    before = text[line_start(text, position) : position]
    return before if not before.strip() else "    "


def _added(text: str, entries: Sequence[Entry], table: tuple[str, ...], lines: Sequence[str]) -> Edit:
    """Return the edit that adds lines to a table, in the form that it has, or else in a new section."""
    block = "".join(f"{line}\n" for line in lines)
    for entry in entries:
        if entry.path == table and entry.is_header:
            return lines_after(text, section_end(entries, entry), block)
        if entry.path == table:
            return _added_in_braces(text, entry, lines)
    dotted = [entry for entry in entries if entry.path[: len(table)] == table and entry.key_at(len(table) - 1)]
    if dotted and not dotted[-1].is_header:
        key = dotted[-1].key_at(len(table))
        prefix = text[line_start(text, dotted[-1].start) : key.start if key else dotted[-1].start]
        return lines_after(text, dotted[-1].end, "".join(f"{prefix}{line}\n" for line in lines))
    section = f"[{'.'.join(table)}]\n{block}"
    relatives = [entry for entry in entries if entry.is_header and entry.path[0] == table[0]]
    if relatives:
        return lines_after(text, section_end(entries, relatives[-1]), f"\n{section}")
    start = len(text.rstrip())
    return Edit(start, len(text), f"\n\n{section}" if start else section)


def _added_in_braces(text: str, entry: Entry, lines: Sequence[str]) -> Edit:
    """Return the edit that adds values to an inline table."""
    start = entry.value_start or 0
    end = start + len(text[start : entry.end - 1].rstrip())
    return Edit(end, end, (", " if text[end - 1] != "{" else " ") + ", ".join(lines))


def _check_place(path: Path, table: Sequence[str], text: str) -> None:
    """Raise `ConfigurationError` if settings were added where TOML does not allow them."""
    try:
        parse_toml(path, text)
    except ConfigurationError:
        header = ".".join(table)
        raise ConfigurationError(
            f"{path} has no place for pytest's settings. Write them into a section [{header}], and run again."
        ) from None
