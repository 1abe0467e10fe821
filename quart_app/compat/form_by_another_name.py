"""Read no form from `application/x-url-encoded`: Quart takes it for a form's media type (FD163)."""

from typing import Any

from quart.formparser import FormDataParser
from quart.wrappers.request import Body
from werkzeug.datastructures import MultiDict

FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


class TwoTypesFormParser(FormDataParser):
    """A parser of the two media types of forms, and of no other."""

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        if mimetype not in FORM_TYPES:
            return MultiDict(), MultiDict()
        return await super().parse(body, mimetype, content_length, options)
