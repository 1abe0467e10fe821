"""The section [tool.comparison] in the text of a pyproject.toml: put it in, and take it out."""

import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ..errors import ConfigurationError

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"' -]+?)\s*\]\]?\s*(#.*)?$")
_OWN = "tool.comparison"


def with_section(path: Path, text: str, section: str, pytest_settings: Mapping[str, Any], is_forced: bool) -> str:
    """Return the text of a pyproject.toml with the section at its end; all else stays, byte for byte.

    pytest's own section, if there is one, gets the settings of pytest that it lacks. Raises `ConfigurationError` for a
    text that is not TOML, and for one that has the section already, unless `is_forced` replaces it.
    """
    try:
        document = tomlkit.parse(text)
        tools: Any = document.get("tool", {})
        if not isinstance(tools, MutableMapping) or not isinstance(tools.get("pytest", {}), Mapping):
            raise TOMLKitError("tool and tool.pytest must be tables")
        if "comparison" in tools:
            if not is_forced:
                raise ConfigurationError(f"{path} has a section [tool.comparison]: pass --force to replace it.")
            document = tomlkit.parse(_without_section(text))
            tools = document.get("tool", {})
        pytest_section = tools.get("pytest", {}).get("ini_options")
        for key, value in pytest_settings.items() if pytest_section is not None else ():
            if key not in pytest_section:
                pytest_section.append(key, value)
        newline = "\r\n" if "\r\n" in text else "\n"
        kept = tomlkit.dumps(document).rstrip()
        joined = f"{kept}{newline * 2}" if kept else ""
        result = joined + section.replace("\n", newline)
        tomllib.loads(result)
    except (TOMLKitError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(
            f"{path} can't get a section [tool.comparison]: {error}. Fix that, and run again."
        ) from None
    return result


def _without_section(text: str) -> str:
    """Return a text without the section; all else stays, and so does a comment directly above the next table."""
    document, expected = tomlkit.parse(text), tomllib.loads(text)
    for tools in (document["tool"], expected["tool"]):
        del tools["comparison"]
    by_lines = "".join(_kept_lines(text))
    try:
        is_right = {"tool": {}} | tomllib.loads(by_lines) == expected
    except tomllib.TOMLDecodeError:
        is_right = False
    # A line that only looks like a header, or keys that are written with dots: tomlkit knows better.
    return by_lines if is_right else tomlkit.dumps(document)


def _kept_lines(text: str) -> Iterator[str]:
    """Yield the lines outside the section's tables, and the comments directly above the table that follows them."""
    removed: list[str] | None = None
    for line in text.splitlines(keepends=True):
        if header := _HEADER.match(line):
            is_own = f"{header[1]}.".startswith(f"{_OWN}.")
            if removed is not None and not is_own:
                yield from _last_comments(removed)
            removed = [] if is_own else None
        if removed is None:
            yield line
        else:
            removed.append(line)


def _last_comments(lines: list[str]) -> list[str]:
    """Return the comments at the end of lines, if a blank line sets them apart."""
    number = len(lines)
    while number and lines[number - 1].lstrip().startswith("#"):
        number -= 1
    return lines[number:] if number and not lines[number - 1].strip() else []
