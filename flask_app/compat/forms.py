"""A form without files costs bounded memory and time."""

import io
from typing import IO, Any

from flask import Flask
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

URLENCODED = "application/x-www-form-urlencoded"
BLOCK = 64 * 1024


def init_app(app: Flask) -> None:
    """Hold such a form to MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS, which Werkzeug asks of multipart alone.

    Else a form of 16 MiB, all of it ampersands, costs seconds and some hundred MiB (measured).
    """
    request_class: Any = app.request_class

    class BoundedRequest(request_class):  # type: ignore[misc]
        form_data_parser_class = BoundedForms

    app.request_class = BoundedRequest


class BoundedForms(FormDataParser):
    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Parse a form; raise 413 when it is too long or has too many fields, once it has been read to its end."""
        if mimetype == URLENCODED:
            stream = io.BytesIO(self.bounded(stream))
        return super().parse(stream, mimetype, content_length, options)

    def bounded(self, stream: IO[bytes]) -> bytes:
        most, body, size = self.max_form_memory_size, bytearray(), 0
        while block := stream.read(BLOCK):
            size += len(block)
            if most is None or size <= most:
                body += block
        too_many = self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts
        if too_many or len(body) < size:
            raise RequestEntityTooLarge
        return bytes(body)
