"""Hold a multipart body without a Content-Length to MAX_CONTENT_LENGTH: Quart does not count it (FD101)."""

from quart.wrappers.request import Body
from werkzeug.exceptions import RequestEntityTooLarge


class CountedBody(Body):
    """A body that raises 413 when more than the limit has been read from it."""

    def __init__(self, expected_content_length: int | None, max_content_length: int | None) -> None:
        super().__init__(expected_content_length, max_content_length)
        self.left = max_content_length

    async def __anext__(self) -> bytes:
        block = await super().__anext__()
        if self.left is not None:
            self.left -= len(block)
            if self.left < 0:
                raise RequestEntityTooLarge
        return block
