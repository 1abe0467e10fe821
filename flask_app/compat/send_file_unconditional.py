"""Send a file with equal status and headers: Quart's `send_file` ignores Range and If-None-Match (FD106).

It also differs in caching (FD102), names (FD108, FD116), ranges (FD122, FD150), Content-Encoding (FD155) and in the
headers of 304 and 416 (FD157).
"""

from pathlib import Path
from typing import Any

import flask
from flask import Response, request
from werkzeug.http import parse_date


def send_file(path: Path, *, etag: str, attachment: str | None = None) -> Response:
    """Return a response with the file, or the part of it that Range asks for.

    `attachment` is the name to save it under. The ETag stands for the content, so Last-Modified is left out: the time
    on disk differs between servers.
    """
    name = attachment or path.name
    drop_impossible_dates(request.environ)
    response = flask.send_file(path, as_attachment=attachment is not None, download_name=name, etag=etag)
    del response.headers["Last-Modified"]
    return response


def drop_impossible_dates(environ: dict[str, Any]) -> None:
    """Drop a date with a number beyond all dates, as RFC 9110 (13.1.3) asks: Werkzeug raises OverflowError for it."""
    for name in ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE"):
        try:
            parse_date(environ.get(name))
        except OverflowError:
            del environ[name]
