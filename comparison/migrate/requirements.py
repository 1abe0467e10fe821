"""Replace Flask by Quart among a project's requirements, and add what runs async tests."""

from collections.abc import Iterator
from pathlib import Path

from .project_roots import below_current_directory
from .requirement_changes import RequirementChanges
from .requirement_lines import changed_lines
from .text_files import read_text
from .toml_entries import parse_toml
from .toml_requirements import changed_toml
from .written import WrittenFile

_NAMES = [f"{start}.{suffix}" for suffix in ("txt", "in") for start in ("requirements*", "*[-_]requirements")]
_LINE_FILES = (*_NAMES, "requirements*/*.txt", "requirements*/*.in", "setup.cfg", "tox.ini")
_TOML_FILE = "pyproject.toml"


class NewRequirements(RequirementChanges):
    """The changes to the requirements of a project, in each of its files."""

    def files(self, directory: Path) -> Iterator[WrittenFile]:
        """Yield the files in a directory of a project that name requirements, before and after.

        A list with hashes stays as it is: it is compiled from another file. Raises `ConfigurationError` for a file that
        can't be read as what it is.
        """
        for path in _requirement_files(directory):
            printed = below_current_directory(path)
            before = read_text(printed)
            if path.name == _TOML_FILE:
                after = self.in_toml(printed, before)
            else:
                after = before if "--hash" in before else self.in_lines(before)
            yield WrittenFile(printed, printed, before, after)

    def in_lines(self, text: str) -> str:
        """Return a text with one requirement in a line: of pip, or a value in an ini file."""
        return changed_lines(self, text)

    def in_toml(self, path: Path, text: str) -> str:
        """Return the text of `pyproject.toml` with its lists and tables of requirements changed.

        Raises `ConfigurationError`, which names the `path`, if the text is not valid TOML.
        """
        parse_toml(path, text)
        return changed_toml(self, text)


def _requirement_files(directory: Path) -> list[Path]:
    """Return the files in a directory that may name requirements, those with lines first."""
    paths = sorted({path for pattern in _LINE_FILES for path in directory.glob(pattern)})
    return [path for path in (*paths, directory / _TOML_FILE) if path.is_file()]
