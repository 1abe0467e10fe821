"""Answer 413 to a long body without a Content-Length: `request.get_data` of Flask returns its beginning (FD105)."""

import io
from typing import IO, Any

from flask import Request
from werkzeug.utils import cached_property


class WholeDataRequest(Request):
    """A request whose body is read whole or not at all."""

    @cached_property
    def stream(self) -> Any:
        return WholeStream(super().stream)


class WholeStream(io.RawIOBase):
    """A stream that is read once more after all of it: at the limit, Werkzeug's raises 413 only then."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.inner = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.inner.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def readall(self) -> bytes:
        content = self.inner.read()
        self.inner.read(1)
        return content
