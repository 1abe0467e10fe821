"""Store each file as it was sent: Werkzeug's multipart parser adds a byte at some cuts of the body (FD168)."""

import re

from quart.wrappers.request import Body

# The end of a block that may be the beginning of a boundary, which has at most 70 characters (RFC 2046).
BOUNDARY_BEGINNING = re.compile(rb"(?:\r\n|\r|\n)(?:-|--[^\r\n]{0,80})?\r?\Z")
LONGEST_BEGINNING = 90


class UncutBody(Body):
    """A body that is iterated over in blocks that end outside of a boundary.

    Werkzeug 3.1.9 adds a carriage return to a file when a block ends one byte before the closing boundary does
    (pallets/werkzeug#3285). Quart gives it the blocks in which the network delivers the body.
    """

    held = b""

    async def __anext__(self) -> bytes:
        while True:
            try:
                block: bytes = self.held + await super().__anext__()
            except StopAsyncIteration:
                block, self.held = self.held, b""
                if block:
                    return block
                raise
            beginning = BOUNDARY_BEGINNING.search(block, max(len(block) - LONGEST_BEGINNING, 0))
            self.held = beginning[0] if beginning else b""
            if beginning is None or beginning.start():
                return block[: beginning.start()] if beginning else block
