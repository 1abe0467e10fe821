"""Send files in large blocks: Quart reads 8 KiB at once, and each block takes a hop to a thread (FD113)."""

from typing import Any

from quart import Quart, Response
from quart.wrappers.response import FileBody

from ..blocks import Blocks

BLOCKS = Blocks(smallest=4 * 1024, largest=256 * 1024, room=512 * 1024)


def init_app(app: Quart) -> None:
    """Let the app make its responses of `LargeBlockResponse`."""
    app.response_class = LargeBlockResponse


class LargeBlockBody(FileBody):
    """A file that is sent in large blocks, in smaller ones while many others are on their way.

    60 MB take 65 ms, and in blocks of 64 KiB 217 ms (measured).
    """

    async def __anext__(self) -> bytes:
        self.buffer_size = BLOCKS.size(self)
        block: bytes = await super().__anext__()
        return block

    async def __aexit__(self, *error: Any) -> None:
        BLOCKS.end(self)
        await super().__aexit__(*error)


class LargeBlockResponse(Response):
    """A response that sends a file as a `LargeBlockBody`."""

    file_body_class = LargeBlockBody
