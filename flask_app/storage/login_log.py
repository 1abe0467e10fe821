"""Log lines on disk: whole or not at all, from many processes at once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..compat.blocking_view import in_thread
from ..compat.upload_cut_by_disconnect import shielded
from . import disk

FIELDS = {"user", "outcome", "time", "ip"}


def refusals(path: Path) -> Path:
    """Return the path of the log of refused logins, beside that of the logins."""
    return path.with_name(f"{path.name}.refused")


@shielded
def append_entry(path: Path, entry: Mapping[str, Any], most: int) -> None:
    """Append a JSON line to a log that other processes append to. When this returns, it is on disk.

    Nothing in the entry can begin a second line: JSON escapes all but ASCII.
    A log of `most` bytes is rotated first: it replaces the log that was rotated before.
    """
    in_thread(disk.rotate, path, most)
    in_thread(disk.append, path, json.dumps(entry))


def last_entries(path: Path, count: int) -> list[dict[str, Any]]:
    """Return the log's last entries, newest first; if it has too few, also those of the rotated log."""
    entries = in_thread(disk.tail, path, count, is_entry)
    if len(entries) < count:
        entries += in_thread(disk.tail, disk.rotated(path), count - len(entries), is_entry)
    return entries


def is_entry(value: Any) -> bool:
    """Return whether a value from a log has exactly FIELDS, each with a text that a page can show."""
    return isinstance(value, dict) and value.keys() == FIELDS and all(map(is_text, value.values()))


def is_text(value: Any) -> bool:
    """Return whether a value is text that has an encoding: half a character has none."""
    return isinstance(value, str) and value == value.encode(errors="replace").decode()
