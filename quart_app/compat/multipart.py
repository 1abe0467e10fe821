"""A file ends where its boundary begins, however the network cuts the body."""

import re

from quart import Quart

# The end of a block that may be the beginning of a boundary (RFC 2046: at most 70 characters).
PARTIAL = re.compile(rb"(?:\r\n|\r|\n)(?:-|--[^\r\n]{0,80})?\r?\Z")
LONGEST = 90


def init_app(app: Quart) -> None:
    """Keep the end of a block for the next one where it may be the beginning of a boundary.

    Werkzeug's parser adds a carriage return to a file when a block ends one byte before the closing boundary does:
    here whenever the network cuts the body there (pallets/werkzeug#3285, 3.1.9).
    """

    class UncutBody(app.request_class.body_class):  # type: ignore[name-defined, misc]  # whatever class is set
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
                partial = PARTIAL.search(block, max(len(block) - LONGEST, 0))
                self.held = partial[0] if partial else b""
                if partial is None or partial.start():
                    return block[: partial.start()] if partial else block

    class UncutRequest(app.request_class):  # type: ignore[name-defined, misc]
        body_class = UncutBody

    app.request_class = UncutRequest
