"""Store each file as it was sent: Werkzeug's multipart parser adds a byte at some cuts of the body (FD168)."""

import re
from typing import IO, Any

from flask import Request
from werkzeug.utils import cached_property

# The end of a block that may be the beginning of a boundary, which has at most 70 characters (RFC 2046).
BOUNDARY_BEGINNING = re.compile(rb"(?:\r\n|\r|\n)(?:-|--[^\r\n]{0,80})?\r?\Z")
LONGEST_BEGINNING = 90


class UncutRequest(Request):
    """A request whose multipart body is read in blocks that end outside of a boundary.

    Werkzeug 3.1.9 adds a carriage return to a file when a block ends one byte before the closing boundary does
    (pallets/werkzeug#3285). It reads 64 KiB at a time: a body with three bytes more than a multiple of that is hit.
    """

    @cached_property
    def stream(self) -> Any:
        stream = super().stream
        return UncutStream(stream) if self.mimetype == "multipart/form-data" else stream


class UncutStream:
    """A stream that keeps the end of a block for the next one where it may be the beginning of a boundary."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.inner = stream
        self.held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, size: int = -1) -> bytes:
        while piece := self.inner.read(size):
            block, self.held = self.held + piece, b""
            beginning = BOUNDARY_BEGINNING.search(block, max(len(block) - LONGEST_BEGINNING, 0))
            if beginning is None or size < 0:
                return block
            self.held = beginning[0]
            if beginning.start():
                return block[: beginning.start()]
        block, self.held = self.held, b""
        return block
