"""A stored file as a response: ETag, ranges, conditions, and a name in any script."""

from pathlib import Path

from flask import Response
from flask import send_file as send


def send_file(path: Path, *, etag: str, attachment: str | None = None) -> Response:
    """Answer with a file, or the part of it that was asked for; `attachment` is the name to save it under.

    The ETag stands for the content; the time on disk says less, and differs between servers.
    """
    name = attachment or path.name
    response = send(path, as_attachment=attachment is not None, download_name=name, etag=etag)
    del response.headers["Last-Modified"]
    return response
