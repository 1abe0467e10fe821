"""The Python sources of a project, parsed: those of a directory, or of a revision of its git repository."""

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..values.python_source import syntax_tree

_SKIPPED = {"node_modules", "site-packages", "build", "dist", "venv", "env", "__pycache__"}
_TEST_DIRECTORIES = {"test", "tests", "testing"}


@dataclass(frozen=True)
class SourceFile:
    """A Python file: its path relative to the root of the project, its text and its syntax tree."""

    path: PurePosixPath
    text: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        """Whether the file belongs to tests: by its name, or by a directory above it."""
        name = self.path.name
        is_named = name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")
        return is_named or bool(_TEST_DIRECTORIES & set(self.path.parts[:-1]))


@dataclass(frozen=True)
class Sources:
    """The files of a project, and those that can't be parsed, each with the reason."""

    files: tuple[SourceFile, ...] = ()
    unreadable: tuple[tuple[PurePosixPath, str], ...] = ()

    @property
    def of_app(self) -> tuple[SourceFile, ...]:
        """The files that belong to no tests."""
        return tuple(file for file in self.files if not file.is_test)

    @property
    def of_tests(self) -> tuple[SourceFile, ...]:
        return tuple(file for file in self.files if file.is_test)

    @property
    def paths(self) -> frozenset[PurePosixPath]:
        return frozenset(file.path for file in self.files) | {path for path, _ in self.unreadable}


def read_sources(root: Path) -> Sources:
    """Return the sources below a directory, without hidden directories, virtual environments and builds."""
    return parsed_sources((PurePosixPath(path.relative_to(root).as_posix()), _read(path)) for path in _paths(root))


def parsed_sources(contents: Iterable[tuple[PurePosixPath, bytes | OSError]]) -> Sources:
    """Return the sources with these contents; an error stands for a file that can't be read."""
    files: list[SourceFile] = []
    unreadable: list[tuple[PurePosixPath, str]] = []
    for path, content in contents:
        if isinstance(content, OSError):
            unreadable.append((path, content.strerror or str(content)))
            continue
        try:
            files.append(SourceFile(path, content.decode("utf-8-sig"), syntax_tree(content)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            unreadable.append((path, _reason(error)))
    return Sources(tuple(files), tuple(unreadable))


def is_skipped(path: PurePosixPath) -> bool:
    """Return whether a path is in a directory without sources of the project."""
    return any(part in _SKIPPED or part.startswith(".") or part.endswith(".egg-info") for part in path.parts[:-1])


def _paths(root: Path) -> Iterator[Path]:
    """Yield the Python files below a directory, in order; links to directories are not followed."""
    for parent, directories, names in os.walk(root):
        inner = (Path(parent) / name for name in sorted(directories))
        directories[:] = [path.name for path in inner if not _is_left_out(path, root)]
        yield from (Path(parent) / name for name in sorted(names) if _is_source(name))


def _is_source(name: str) -> bool:
    """Return whether a file is a source: an editor's hidden copy is none."""
    return name.endswith(".py") and not name.startswith(".")


def _is_left_out(directory: Path, root: Path) -> bool:
    file = PurePosixPath((directory / "file").relative_to(root).as_posix())
    return is_skipped(file) or (directory / "pyvenv.cfg").exists()


def _read(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def _reason(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        return f"{error.msg}, line {error.lineno}"
    return str(error) or type(error).__name__
