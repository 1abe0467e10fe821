"""A form without files costs bounded memory and time."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

from quart import Quart
from quart.formparser import FormDataParser
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

URLENCODED = "application/x-www-form-urlencoded"
BLOCK = 64 * 1024


def init_app(app: Quart) -> None:
    """Hold all but files to MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS, which Quart asks of the fields of multipart alone.

    Else a form of 16 MiB, all of it ampersands or a single header, stops all other requests for five seconds
    (measured). What is no UTF-8 in a form stays escaped, a media type of another name is no form, and a form that is
    cut short is none either, as in Flask (FD158, FD163, FD153, FD165).
    """
    request_class: Any = app.request_class

    class BoundedBody(request_class.body_class):  # type: ignore[misc]
        rest = memoryview(b"")

        async def __anext__(self) -> bytes:
            """Return at most BLOCK bytes, and let others have their turn: some servers give all of a body at once."""
            if self.rest:
                await asyncio.sleep(0)
            else:
                self.rest = memoryview(await super().__anext__())
            piece, self.rest = self.rest[:BLOCK], self.rest[BLOCK:]
            return bytes(piece)

    class BoundedRequest(request_class):  # type: ignore[misc]
        body_class = BoundedBody
        form_data_parser_class = BoundedForms

    app.request_class = BoundedRequest


class BoundedForms(FormDataParser):
    async def parse(
        self, body: Any, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Parse a form; raise 413 when it is too long or has too many fields, once it has been read to its end.

        A body that says it is over the limit is refused whatever its type, as Flask does (FD164).
        """
        if self.max_content_length is not None and (content_length or 0) > self.max_content_length:
            raise RequestEntityTooLarge
        if mimetype == URLENCODED:
            return MultiDict(fields_of(await self.bounded(body))), MultiDict()
        if mimetype != "multipart/form-data":
            return MultiDict(), MultiDict()
        # The parser holds what it can't tell yet to this one; it is the whole body's by default.
        self.max_content_length = self.max_form_memory_size
        ended: Any = with_end(body)
        return await super().parse(ended, mimetype, content_length, options)

    async def bounded(self, stream: Any) -> bytes:
        most, body, size = self.max_form_memory_size, bytearray(), 0
        async for block in stream:
            size += len(block)
            if most is None or size <= most:
                body += block
        too_many = self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts
        if too_many or len(body) < size:
            raise RequestEntityTooLarge
        return bytes(body)


async def with_end(body: Any) -> AsyncIterator[bytes | None]:
    """Say when a body has ended: the parser finds that a part has not, and the form is none."""
    async for block in body:
        yield block
    yield None


def fields_of(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote")
    except ValueError:
        return []
