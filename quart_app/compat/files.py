"""A stored file as a response: ETag, ranges, conditions, and a name in any script."""

from pathlib import Path
from typing import Any

from quart import Response, request
from quart.wrappers.response import FileBody
from werkzeug.utils import send_file as send

from .threads import in_thread

BLOCK = 64 * 1024


async def send_file(path: Path, *, etag: str, attachment: str | None = None) -> Response:
    """Answer with a file, or the part of it that was asked for; `attachment` is the name to save it under.

    Werkzeug decides status, headers and range: Quart's own send_file differs in each (D40, D43, D45).
    The file itself is read in threads.
    """
    name = attachment or path.name
    options: dict[str, Any] = {"as_attachment": attachment is not None, "download_name": name, "etag": etag}
    environ = {f"HTTP_{key.upper().replace('-', '_')}": value for key, value in request.headers.items()}
    environ["REQUEST_METHOD"] = request.method
    plain = await in_thread(send, path, environ, **options)
    plain.close()
    response = Response(None, plain.status_code)
    response.headers = plain.get_wsgi_headers(environ)
    if plain.status_code in (200, 206):
        body = FileBody(path, buffer_size=BLOCK)
        if plain.content_range.start is not None:
            await body.make_conditional(plain.content_range.start, plain.content_range.stop)
        response.response = body
    del response.headers["Last-Modified"]
    return response
