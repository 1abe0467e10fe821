"""List the files of a project that are its own: no libraries, caches and virtual environments."""

import os
from pathlib import Path

from ..errors import ConfigurationError

# Directories whose files are not the project's own.
_FOREIGN_DIRECTORIES = {"__pycache__", "node_modules", "site-packages"}


def python_files(path: Path) -> list[Path]:
    """Return the Python files of a directory, or the file itself; raise `ConfigurationError` if it does not exist."""
    if not path.is_dir():
        if not path.exists():
            raise ConfigurationError(f"Path {str(path)!r} does not exist: pass a Python file or a directory.")
        return [path]
    return [file for file in own_files(path) if file.suffix == ".py"]


def own_files(path: Path) -> list[Path]:
    """Return the files below a directory, sorted, without hidden directories, virtual environments and libraries."""
    files: list[Path] = []
    for directory, subdirectories, names in os.walk(path):
        subdirectories[:] = [name for name in subdirectories if not _is_foreign(Path(directory, name))]
        files += [Path(directory, name) for name in names]
    return sorted(file for file in files if file.is_file())


def _is_foreign(directory: Path) -> bool:
    name = directory.name
    return name.startswith(".") or name in _FOREIGN_DIRECTORIES or (directory / "pyvenv.cfg").exists()
