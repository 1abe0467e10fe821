"""Read the files that start an app, such as a Dockerfile, line by line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# Files that start apps, in the root of a project and in the directories there.
_NAMES = (
    *("Dockerfile*", "*.Dockerfile", "Procfile", "Makefile", "*.sh", "*.service", ".env*", ".flaskenv", "app.yaml"),
    *("compose*.y*ml", "docker-compose*.y*ml", "fly.toml", "render.yaml", "supervisord.conf", "uwsgi.ini"),
)
_WORKFLOWS = ".github/workflows/*.y*ml"
# A longer file is none that a person wrote.
_LIMIT = 200_000  # bytes


class FileText(NamedTuple):
    """A line of a file that is no comment."""

    path: Path
    line: int
    text: str


def serving_texts(directories: Iterable[Path]) -> Iterator[FileText]:
    """Yield the lines of the files that start apps in these directories, and in those below them."""
    paths = {path for directory in directories for path in _files(directory)}
    for path in sorted(paths):
        for number, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if not text.lstrip().startswith("#"):
                yield FileText(path, number, text)


def matching_texts(texts: Iterable[FileText], pattern: str) -> Iterator[FileText]:
    """Yield the lines in which a pattern matches."""
    compiled = re.compile(pattern)
    return (text for text in texts if compiled.search(text.text))


def _files(directory: Path) -> Iterator[Path]:
    patterns = [_WORKFLOWS, *_NAMES, *(f"[!.]*/{name}" for name in _NAMES)]
    for pattern in patterns:
        for path in directory.glob(pattern):
            if path.is_file() and path.stat().st_size <= _LIMIT and not (path.parent / "pyvenv.cfg").exists():
                yield path
