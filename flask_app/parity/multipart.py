"""A file ends where its boundary begins, however the network cuts the body."""

import re
from typing import IO, Any

from flask import Flask
from werkzeug.utils import cached_property

# The end of a block that may be the beginning of a boundary: a line that is not over, and begins with a dash.
PARTIAL = re.compile(rb"(?:^|[\r\n])(?:-?|--[^\r\n]{0,80})\r?$")
LONGEST = 90


def init_app(app: Flask) -> None:
    """Read on where a block ends within a boundary.

    Werkzeug's parser adds a carriage return to a file when a block ends one byte before the closing boundary does:
    here each upload whose body has three bytes more than a multiple of 64 KiB (pallets/werkzeug#3285, 3.1.9).
    """

    class UncutRequest(app.request_class):  # type: ignore[name-defined, misc]  # whatever class is set
        @cached_property
        def stream(self) -> Any:
            stream = super().stream
            return Uncut(stream) if self.mimetype == "multipart/form-data" else stream

    app.request_class = UncutRequest


class Uncut:
    """A stream of which no block ends within a boundary."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.inner = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, size: int = -1) -> bytes:
        block = self.inner.read(size)
        while size > 0 and PARTIAL.search(block[-LONGEST:]) and (more := self.inner.read(LONGEST)):
            block += more
        return block
