"""The file of accepted findings: each by its note, its file and the text of its line, whatever number that has."""

import json
from collections.abc import Iterable
from pathlib import Path

from ..errors import ConfigurationError
from ..settings import read_toml

Key = tuple[str, str, str]
_FIELDS = ("note", "path", "text")


def read_baseline(path: Path) -> frozenset[Key]:
    """Return the accepted findings of a file; raise `ConfigurationError` if it is missing or wrong."""
    try:
        content = read_toml(path)
    except FileNotFoundError:
        raise ConfigurationError(
            f"The baseline {path} does not exist: write it with `comparison inspect … --write-baseline {path}`."
        ) from None
    entries = content.get("accepted", [])
    if not isinstance(entries, list):
        raise ConfigurationError(f"{path}: accepted is {entries!r}, but must be a list: write [[accepted]] for each.")
    return frozenset(_key(path, entry) for entry in entries)


def _key(path: Path, entry: object) -> Key:
    if not isinstance(entry, dict) or set(entry) != set(_FIELDS):
        raise ConfigurationError(
            f"{path}: {entry!r} must have the keys {', '.join(_FIELDS)}, and no other: correct it."
        )
    note, file, text = (entry[name] for name in _FIELDS)
    if not (isinstance(note, str) and isinstance(file, str) and isinstance(text, str)):
        raise ConfigurationError(f"{path}: {entry!r} has a value that is no text: put it in quotes.")
    return note, file, text


def baseline_text(keys: Iterable[Key]) -> str:
    """Return the text of a file with these findings, each once, sorted."""
    lines = ["# What `comparison inspect` reports and we accept: by note, file and text of the line."]
    for key in sorted(set(keys), key=lambda key: (key[1], key[0], key[2])):
        lines += ["", "[[accepted]]", *(f"{name} = {_quoted(value)}" for name, value in zip(_FIELDS, key, strict=True))]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    """Return a basic TOML string: JSON's escapes are among TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
