"""Write the files that a command is asked for; check beforehand that they can be written."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ComparisonError


def check_writable(files: Mapping[str, object]) -> None:
    """Raise `ComparisonError` if one of the files can't be written; call it before the work.

    The keys are the options that name the files, such as `--json`. A value that is no path is left out.
    """
    for option, file in files.items():
        if isinstance(file, Path):
            try:
                _check_writable(file)
            except OSError as error:
                raise _write_error(option, file, error) from None


def _check_writable(file: Path) -> None:
    """Open a file for writing without changing it; raises `OSError`. A new file is removed again.

    Dangling links and pipes are not checked.
    """
    if file.is_file():
        file.open("a").close()
    elif not os.path.lexists(file):
        file.open("x").close()
        file.unlink()


def write(option: str, file: Path, text: str) -> None:
    """Write the file of an option in UTF-8; raises `ComparisonError` with the reason if it can't be written."""
    write_parts(option, file, [text])


def write_parts(option: str, file: Path, parts: Iterable[str]) -> None:
    """Write the file of an option part by part, as `write` does.

    Half of a surrogate pair, which UTF-8 lacks, is written as its escape sequence in JSON.
    """
    try:
        with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as opened:
            opened.writelines(parts)
    except OSError as error:
        raise _write_error(option, file, error) from None


def _write_error(option: str, file: Path, error: OSError) -> ComparisonError:
    return ComparisonError(f"{option}: {file} can't be written: {error.strerror}. Fix that, or pass another path.")
