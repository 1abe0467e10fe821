"""Print a migration as a patch, or write it to disk: all of its files, or none."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from ..errors import ConfigurationError
from .own_files import own_files
from .text_files import split_lines
from .written import WrittenFile


def patch_lines(files: Iterable[WrittenFile]) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends; nothing for a file that keeps its text."""
    for file in files:
        before, after = split_lines(file.before), split_lines(file.after)
        for line in unified_diff(before, after, str(file.path), str(file.target)):
            yield line.removesuffix("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def write_files(files: Sequence[WrittenFile]) -> list[str]:
    """Write each changed file to its target, and return the targets.

    The other files of a renamed package, its templates for instance, are copied with their modes and times: a static
    file is sent with its time. Raises `ConfigurationError`, and restores all files, if a target exists with other
    content or cannot be written.
    """
    original_contents: dict[Path, bytes | None] = {}
    new_directories: list[Path] = []
    target: Path | None = None
    try:
        companions = dict(_companions(files))
        contents = _contents_to_write(files, companions)
        for target, content in contents.items():
            new_directories += reversed([directory for directory in target.parents if not directory.exists()])
            target.parent.mkdir(parents=True, exist_ok=True)
            original_contents[target] = target.read_bytes() if target.exists() else None
            target.write_bytes(content)
        for source, target in companions.items():
            shutil.copystat(source, target)
    except OSError as error:
        _restore(original_contents, new_directories)
        # A full disk is an error without a name.
        problem = f"{error.filename or target} can't be written: {error.strerror}"
        raise ConfigurationError(f"{problem}. Nothing was changed. Fix that and run again.") from None
    return [str(target) for target in contents]


def _contents_to_write(files: Sequence[WrittenFile], companions: Mapping[Path, Path]) -> dict[Path, bytes]:
    """Return each target with its content: changed files, and `companions`, each with its target.

    Raises `ConfigurationError` if that would overwrite another file with other content.
    """
    contents = {file.target: file.after.encode(file.encoding) for file in files if file.is_changed}
    contents |= {target: source.read_bytes() for source, target in companions.items()}
    moved = {file.target for file in files if file.path != file.target}
    in_place = {file.target for file in files} - moved
    for target, content in contents.items():
        if target not in in_place and target.exists() and target.read_bytes() != content:
            raise ConfigurationError(
                f"{target} already exists with other content: move it away, or pass another name to --rename."
            )
    return contents


def _restore(original_contents: Mapping[Path, bytes | None], new_directories: Sequence[Path]) -> None:
    """Write the original contents back, and remove new files and directories, as far as the disk allows it."""
    for target, content in original_contents.items():
        with suppress(OSError):
            target.unlink() if content is None else target.write_bytes(content)
    for directory in reversed(new_directories):
        with suppress(OSError):
            directory.rmdir()


def _companions(files: Iterable[WrittenFile]) -> Iterator[tuple[Path, Path]]:
    """Yield the other files of renamed packages, each with its target."""
    for file in files:
        if file.path.name == "__init__.py" and file.path != file.target:
            for companion in own_files(file.path.parent):
                if companion.suffix not in (".py", ".pyc"):
                    yield companion, file.target.parent / companion.relative_to(file.path.parent)
