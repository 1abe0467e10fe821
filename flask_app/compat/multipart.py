"""A file ends where its boundary begins, however the network cuts the body."""

import re
from typing import IO, Any

from flask import Flask
from werkzeug.utils import cached_property

# The end of a block that may be the beginning of a boundary (RFC 2046: at most 70 characters).
PARTIAL = re.compile(rb"(?:\r\n|\r|\n)(?:-|--[^\r\n]{0,80})?\r?\Z")
LONGEST = 90


def init_app(app: Flask) -> None:
    """Keep the end of a block for the next one where it may be the beginning of a boundary.

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
    """A stream of which no block ends within a boundary; what is held back is shorter than a boundary's line."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.inner = stream
        self.held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, size: int = -1) -> bytes:
        while more := self.inner.read(size):
            block, self.held = self.held + more, b""
            partial = PARTIAL.search(block, max(len(block) - LONGEST, 0))
            if partial is None or size < 0:
                return block
            self.held = partial[0]
            if partial.start():
                return block[: partial.start()]
        block, self.held = self.held, b""
        return block
