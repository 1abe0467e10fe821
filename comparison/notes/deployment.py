"""Lines of other files that serve a Flask app, such as those of a Dockerfile: what they say does not hold for Quart."""

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
# Quart reads FLASK_DEBUG, as Flask does.
_PATTERNS = {
    ("FD800", "a WSGI server cannot serve Quart: use an ASGI server, such as `hypercorn MODULE:app`"): re.compile(
        r"\b(?:gunicorn|uwsgi|waitress-serve|mod_wsgi-express)\b(?!.*uvicorn)"
    ),
    ("FD751", "the command `flask` finds no Quart app: use `quart`"): re.compile(
        r"(?:^|[\s\"'\[=&;])flask[\"',\s]+(?:-{1,2}\w[\w-]*[\"',\s=]+(?:[\w.:/-]+[\"',\s]+)?)*"
        r"(?:run|shell|routes|db|init-db|initdb)\b"
    ),
    ("FD704", "Quart reads `QUART_…` where Flask reads `FLASK_…`"): re.compile(
        r"\bFLASK_(?:APP|RUN_\w+|SKIP_DOTENV)\b"
    ),
}


class ServingLine(NamedTuple):
    """A line of a file that serves the app, with the note that tells why it fails, and what to do."""

    path: Path
    line: int
    note: str
    reason: str


def serving_lines(directories: Iterable[Path]) -> Iterator[ServingLine]:
    """Yield the lines of files in these directories, and in those below them, that serve a Flask app."""
    paths = {path for directory in directories for path in _files(directory)}
    for path in sorted(paths):
        for number, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for (note, reason), pattern in _PATTERNS.items():
                if pattern.search(text) and not text.lstrip().startswith("#"):
                    yield ServingLine(path, number, note, reason)


def _files(directory: Path) -> Iterator[Path]:
    patterns = [_WORKFLOWS, *_NAMES, *(f"[!.]*/{name}" for name in _NAMES)]
    for pattern in patterns:
        for path in directory.glob(pattern):
            if path.is_file() and path.stat().st_size <= _LIMIT and not (path.parent / "pyvenv.cfg").exists():
                yield path
