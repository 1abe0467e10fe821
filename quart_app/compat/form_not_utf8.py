"""Keep the bytes of form fields that are not UTF-8: Quart replaces them (FD158)."""

from typing import Any
from urllib.parse import parse_qsl

from quart.formparser import FormDataParser
from quart.wrappers.request import Body
from werkzeug.datastructures import MultiDict

URLENCODED = "application/x-www-form-urlencoded"


class ByteKeepingFormParser(FormDataParser):
    """A parser that leaves percent-encoded what is not UTF-8 in an urlencoded form."""

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        if mimetype != URLENCODED:
            return await super().parse(body, mimetype, content_length, options)
        return MultiDict(fields_of(await body)), MultiDict()


def fields_of(body: bytes) -> list[tuple[str, str]]:
    """Return names and values of a form, and none of a form whose own text is not UTF-8."""
    try:
        # Werkzeug registers this error handler, and reads Flask's forms with it.
        return parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote")
    except ValueError:
        return []
