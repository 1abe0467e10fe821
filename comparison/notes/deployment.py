"""Lines of other files that serve a Flask app, such as those of a Dockerfile: what they say does not hold for Quart."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..inspection.serving_files import serving_texts

WSGI_SERVER = r"\b(?:gunicorn|uwsgi|waitress-serve|mod_wsgi-express)\b(?!.*uvicorn)"
FLASK_COMMAND = (
    r"(?:^|[\s\"'\[=&;])flask[\"',\s]+(?:-{1,2}\w[\w-]*[\"',\s=]+(?:[\w.:/-]+[\"',\s]+)?)*"
    r"(?:run|shell|routes|db|init-db|initdb)\b"
)
# Quart reads FLASK_DEBUG, as Flask does.
_PATTERNS = {
    ("FD800", "a WSGI server cannot serve Quart: use an ASGI server, such as `hypercorn MODULE:app`"): re.compile(
        WSGI_SERVER
    ),
    ("FD751", "the command `flask` finds no Quart app: use `quart`"): re.compile(FLASK_COMMAND),
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
    for text in serving_texts(directories):
        for (note, reason), pattern in _PATTERNS.items():
            if pattern.search(text.text):
                yield ServingLine(text.path, text.line, note, reason)
