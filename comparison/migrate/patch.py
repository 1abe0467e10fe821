"""A migration as a patch, and written to disk: all of it or nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff

from ..errors import ConfigurationError
from .files import Migrated


def patch_of(files: Iterable[Migrated]) -> Iterator[str]:
    """Yield the lines of a unified diff, without their ends."""
    for file in files:
        before, after = lines_of(file.before), lines_of(file.after)
        for line in unified_diff(before, after, str(file.path), str(file.target)):
            yield line.removesuffix("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends; nothing but a line feed ends one."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def left_by_hand(files: Iterable[Migrated]) -> Iterator[str]:
    """Yield what no rule could rewrite, as file:line, rule and reason."""
    for file in files:
        for line, rule, reason in file.by_hand:
            yield f"{file.path}:{line}: {rule}: {reason}."


def written(files: Sequence[Migrated]) -> list[str]:
    """Write each file that changes to its target; return the targets.

    Raises `ConfigurationError`, and writes nothing, when a renamed file is there already and says something else.
    """
    changed = [file for file in files if file.changed]
    for file in changed:
        if file.path != file.target and file.target.exists() and file.target.read_bytes() != file.after.encode():
            raise ConfigurationError(
                f"{file.target} is there already, and differs: move it away, or rename to another name."
            )
    for file in changed:
        file.target.parent.mkdir(parents=True, exist_ok=True)
        file.target.write_bytes(file.after.encode())
    return [str(file.target) for file in changed]
