"""The files that a command writes."""

from pathlib import Path

from .errors import ComparisonError


def check_writable(*files: object) -> None:
    """Raise `ComparisonError` when one of the files can't be written: before the work, not after it."""
    for file in files:
        if isinstance(file, Path):
            new = not file.exists()
            try:
                file.open("a").close()
            except OSError as error:
                raise not_written(file, error) from None
            if new:
                file.unlink()


def write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise not_written(file, error) from None


def not_written(file: Path, error: OSError) -> ComparisonError:
    return ComparisonError(f"{file} can't be written: {error.strerror}. Mend that, or write elsewhere.")
