"""A migration as a patch, and written to disk: all of it or nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from ..errors import ConfigurationError
from .files import Migrated, own_files


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

    What else stands in a package that is renamed, its templates for instance, is copied. Raises `ConfigurationError`,
    and leaves all as it was, when something is there already and says something else, or can't be written.
    """
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    try:
        contents = contents_of(files)
        for target, content in contents.items():
            made += reversed([folder for folder in target.parents if not folder.exists()])
            target.parent.mkdir(parents=True, exist_ok=True)
            before[target] = target.read_bytes() if target.exists() else None
            target.write_bytes(content)
    except OSError as error:
        put_back(before, made)
        raise ConfigurationError(
            f"{error.filename} can't be written: {error.strerror}. Nothing was changed; mend that, and run again."
        ) from None
    return [str(target) for target in contents]


def contents_of(files: Sequence[Migrated]) -> dict[Path, bytes]:
    """Return what is to be written; raises `ConfigurationError` when it would replace anything but its own source."""
    contents = {file.target: file.after.encode() for file in files if file.changed}
    contents |= {target: source.read_bytes() for source, target in companions(files)}
    moved = {file.target for file in files if file.path != file.target}
    in_place = {file.target for file in files} - moved
    for target, content in contents.items():
        if target not in in_place and target.exists() and target.read_bytes() != content:
            raise ConfigurationError(
                f"{target} is there already, and differs: move it away, or rename to another name."
            )
    return contents


def put_back(before: Mapping[Path, bytes | None], made: Sequence[Path]) -> None:
    """Give each file its content of before; the one that could not be written has it still, or takes it."""
    for target, content in before.items():
        with suppress(OSError):
            target.unlink() if content is None else target.write_bytes(content)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def companions(files: Iterable[Migrated]) -> Iterator[tuple[Path, Path]]:
    """Yield what stands beside the Python files of renamed packages, each with its new place."""
    for file in files:
        if file.path.name == "__init__.py" and file.path != file.target:
            for other in own_files(file.path.parent):
                if other.suffix not in (".py", ".pyc"):
                    yield other, file.target.parent / other.relative_to(file.path.parent)
