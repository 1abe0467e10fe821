"""Answer 413 to a body over the limit, whatever its media type: Quart looks at forms alone (FD164)."""

from typing import Any

from quart.formparser import FormDataParser
from quart.wrappers.request import Body
from werkzeug.exceptions import RequestEntityTooLarge


class LengthCheckingFormParser(FormDataParser):
    """A parser that compares Content-Length with the limit before it looks at the media type."""

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        if self.max_content_length is not None and (content_length or 0) > self.max_content_length:
            raise RequestEntityTooLarge
        return await super().parse(body, mimetype, content_length, options)
