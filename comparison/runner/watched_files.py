"""Notice database files of the project that a run changed: an app must not write to them without a word."""

import os
from collections.abc import Iterator
from pathlib import Path

from ..settings import Settings

_SUFFIXES = (".db", ".sqlite", ".sqlite3", ".db3")
# Directories that hold no files of an app.
_LEFT_OUT = {".git", ".comparison", "node_modules", "site-packages", "__pycache__", ".venv", "venv", ".tox", ".nox"}
# Directories that are looked at, at most.
_MAX_DIRECTORIES = 2000


class WatchedFiles:
    """The database files below the directories of a pair, as they were at the start."""

    def __init__(self, settings: Settings) -> None:
        directories = (settings.root, *(side.directory for side in settings.sides if side.directory))
        self.root = settings.root
        self.directories = [
            directory for directory in dict.fromkeys(directories) if ".comparison" not in directory.parts
        ]
        self.before = dict(self._files())

    def notices(self) -> list[str]:
        """Return a sentence if files were changed or created meanwhile."""
        changed = sorted(str(path) for path, state in self._files() if self.before.get(path) != state)
        if not changed:
            return []
        return [
            f"The run changed {', '.join(changed)}. Let the app take the path from an environment variable, and name "
            "one below {tmp} in `env` of both sides."
        ]

    def _files(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        """Yield each database file, relative to the project where it can be, with its time and its size."""
        for directory in self.directories:
            for number, (name, inner, files) in enumerate(os.walk(directory)):
                inner[:] = [item for item in inner if item not in _LEFT_OUT] if number < _MAX_DIRECTORIES else []
                for file in files:
                    if file.endswith(_SUFFIXES):
                        path = Path(name, file)
                        status = path.stat()
                        relative = path.relative_to(self.root) if path.is_relative_to(self.root) else path
                        yield relative, (status.st_mtime_ns, status.st_size)
