"""A form without files costs bounded memory and time."""

from typing import Any
from urllib.parse import parse_qsl

from quart import Quart
from quart.formparser import FormDataParser
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

URLENCODED = "application/x-www-form-urlencoded"


def init_app(app: Quart) -> None:
    """Hold such a form to MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS, which Quart asks of multipart alone.

    Else a form of 16 MiB, all of it ampersands, stops all other requests for seconds (measured). What is no UTF-8 in
    it stays escaped, and a media type of another name is no form, as in Flask (FD158, FD163).
    """
    request_class: Any = app.request_class

    class BoundedRequest(request_class):  # type: ignore[misc]
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
        return await super().parse(body, mimetype, content_length, options)

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


def fields_of(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote")
    except ValueError:
        return []
