"""Take a multipart form that ends too early for none: Quart returns its first fields (FD153)."""

from collections.abc import AsyncIterator
from typing import Any

from quart.formparser import FormDataParser
from quart.wrappers.request import Body


class WholeFormParser(FormDataParser):
    """A parser that takes a multipart form for none unless its closing boundary has come."""

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        ended: Any = with_end(body) if mimetype == "multipart/form-data" else body
        return await super().parse(ended, mimetype, content_length, options)


async def with_end(body: Body) -> AsyncIterator[bytes | None]:
    """Yield the blocks of a body, then None: so Werkzeug's parser learns that it has ended, and raises ValueError."""
    async for block in body:
        yield block
    yield None
