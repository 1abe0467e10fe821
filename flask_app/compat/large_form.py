"""Bound the memory and the time of an urlencoded form: MAX_FORM_MEMORY_SIZE bounds multipart alone (FD167)."""

import io
from typing import IO, Any

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

URLENCODED = "application/x-www-form-urlencoded"
BLOCK = 64 * 1024


class BoundedFormParser(FormDataParser):
    """A parser that holds urlencoded forms to MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS.

    Without it, a form of 16 MiB, all of it ampersands, costs seconds and some hundred MiB (measured).
    """

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Parse a form. Raise 413 when it is too long or has too many fields, once it has been read to its end."""
        if mimetype == URLENCODED:
            stream = io.BytesIO(self.read_bounded(stream))
        return super().parse(stream, mimetype, content_length, options)

    def read_bounded(self, stream: IO[bytes]) -> bytes:
        """Read a form to its end, keeping at most its limit; raise 413 when it was longer, or has too many fields."""
        most, body, size = self.max_form_memory_size, bytearray(), 0
        while block := stream.read(BLOCK):
            size += len(block)
            if most is None or size <= most:
                body += block
        too_many = self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts
        if too_many or len(body) < size:
            raise RequestEntityTooLarge
        return bytes(body)
