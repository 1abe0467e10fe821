"""The files that a command writes."""

import os
from pathlib import Path

from ..errors import ComparisonError


def check_writable(*files: object) -> None:
    """Raise `ComparisonError` when one of the files can't be written: before the work, not after it."""
    for file in files:
        if isinstance(file, Path):
            try:
                try_out(file)
            except OSError as error:
                raise not_written(file, error) from None


def try_out(file: Path) -> None:
    """Open a file for writing, and leave all as it was; a link to nothing and a pipe are taken on trust."""
    if file.is_file():
        file.open("a").close()
    elif not os.path.lexists(file):
        file.open("x").close()
        file.unlink()


def write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise not_written(file, error) from None


def not_written(file: Path, error: OSError) -> ComparisonError:
    return ComparisonError(f"{file} can't be written: {error.strerror}. Mend that, or write elsewhere.")
