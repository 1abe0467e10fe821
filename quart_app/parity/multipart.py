"""A file ends where its boundary begins, however the network cuts the body."""

import re

from quart import Quart

# The end of a block that may be the beginning of a boundary: a line that is not over, and begins with a dash.
PARTIAL = re.compile(rb"(?:^|[\r\n])(?:-?|--[^\r\n]{0,80})\r?$")
LONGEST = 90


def init_app(app: Quart) -> None:
    """Wait for more where a block ends within a boundary.

    Werkzeug's parser adds a carriage return to a file when a block ends one byte before the closing boundary does:
    here whenever the network cuts the body there (pallets/werkzeug#3285, 3.1.9).
    """

    class UncutBody(app.request_class.body_class):  # type: ignore[name-defined, misc]  # whatever class is set
        async def __anext__(self) -> bytes:
            block: bytes = await super().__anext__()
            while PARTIAL.search(block[-LONGEST:]):
                try:
                    block += await super().__anext__()
                except StopAsyncIteration:
                    break
            return block

    class UncutRequest(app.request_class):  # type: ignore[name-defined, misc]
        body_class = UncutBody

    app.request_class = UncutRequest
