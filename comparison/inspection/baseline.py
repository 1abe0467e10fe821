"""The file of accepted findings: each by its note, its file and the text of its line, and why it is accepted."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ConfigurationError
from ..settings import read_toml

Key = tuple[str, str, str]
# The accepted findings with the reasons, "" without one.
Baseline = Mapping[Key, str]
_FIELDS = ("note", "path", "text")


def read_baseline(path: Path) -> Baseline:
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
    return dict(_accepted(path, entry) for entry in entries)


def _accepted(path: Path, entry: object) -> tuple[Key, str]:
    """Return an entry's finding and its reason."""
    if not isinstance(entry, dict) or not set(_FIELDS) <= set(entry) <= {*_FIELDS, "reason"}:
        names = f"{', '.join(_FIELDS)} and perhaps reason"
        raise ConfigurationError(f"{path}: {entry!r} must have the keys {names}, and no other: correct it.")
    if not all(isinstance(value, str) for value in entry.values()):
        raise ConfigurationError(f"{path}: {entry!r} has a value that is no text: put it in quotes.")
    note, file, text = (entry[name] for name in _FIELDS)
    return (note, file, text), entry.get("reason", "")


def baseline_text(keys: Iterable[Key], reasons: Baseline) -> str:
    """Return the text of a file with these findings, each once, sorted, with the reasons that are known."""
    lines = ["# What `comparison inspect` reports and we accept: by note, file and text of the line."]
    for key in sorted(set(keys), key=lambda key: (key[1], key[0], key[2])):
        lines += ["", "[[accepted]]", *(f"{name} = {_quoted(value)}" for name, value in zip(_FIELDS, key, strict=True))]
        lines += [f"reason = {_quoted(reasons[key])}"] if reasons.get(key) else []
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    """Return a basic TOML string: JSON's escapes are among TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
