"""Send a file with equal status and headers: Quart's `send_file` ignores Range and If-None-Match (FD106).

It also differs in caching (FD102), names (FD108, FD116), ranges (FD122, FD150), Content-Encoding (FD155) and in the
headers of 304 and 416 (FD157).
"""

from pathlib import Path
from typing import Any

import werkzeug.utils
from quart import Response, current_app, request
from werkzeug.http import parse_date

from .blocking_view import in_thread


async def send_file(path: Path, *, etag: str, attachment: str | None = None) -> Response:
    """Return a response with the file, or the part of it that Range asks for.

    `attachment` is the name to save it under. The ETag stands for the content, so Last-Modified is left out: the time
    on disk differs between servers. Werkzeug decides status, headers and range; the file is read in threads.
    """
    name = attachment or path.name
    options: dict[str, Any] = {"as_attachment": attachment is not None, "download_name": name, "etag": etag}
    headers = request.headers
    environ = {f"HTTP_{key.upper().replace('-', '_')}": ",".join(headers.getlist(key)) for key, _ in headers}
    environ["REQUEST_METHOD"] = request.method
    drop_impossible_dates(environ)
    plain = await in_thread(werkzeug.utils.send_file, path, environ, **options)
    plain.close()
    response = Response(None, plain.status_code)
    response.headers = plain.get_wsgi_headers(environ)
    # Flask sends a file whose If-Match fails with 412, and drops the body of 304 alone.
    if plain.status_code in (200, 206, 412):
        body = current_app.response_class.file_body_class(path)
        if plain.content_range.start is not None:
            await body.make_conditional(plain.content_range.start, plain.content_range.stop)
        response.response = body
    del response.headers["Last-Modified"]
    return response


def drop_impossible_dates(environ: dict[str, Any]) -> None:
    """Drop a date with a number beyond all dates, as RFC 9110 (13.1.3) asks: Werkzeug raises OverflowError for it."""
    for name in ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE"):
        try:
            parse_date(environ.get(name))
        except OverflowError:
            del environ[name]
