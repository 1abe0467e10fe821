"""MAX_CONTENT_LENGTH holds to the byte for a body of unknown length too."""

from collections.abc import Callable
from typing import IO, Any, cast

from flask import Flask, Request
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream, get_content_length, get_input_stream

BLOCK = 64 * 1024


def init_app(app: Flask) -> None:
    """Let in a body of exactly the limit: Werkzeug 3.1 refuses it where it counts for itself (measured).

    That is without a Content-Length, and on servers that end the body themselves (`wsgi.input_terminated`).
    """
    app.request_class = ExactRequest
    app.wsgi_app = Draining(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]  # documented


class ExactRequest(Request):
    @cached_property
    def stream(self) -> IO[bytes]:
        """The body; it raises 413 when more than the limit is read from it, and what `serving` says of it."""
        if (error := self.environ.get("body.error")) is not None:
            raise error
        limit, declared = self.max_content_length, self.content_length
        if limit is not None and (declared or 0) <= limit and self.environ.get("wsgi.input_terminated"):
            return cast(IO[bytes], ExactStream(self.environ["wsgi.input"], limit + 1, is_max=True))
        return get_input_stream(self.environ, max_content_length=limit)


class ExactStream(LimitedStream):
    """A body of unknown length, with room for the one byte that is too much."""

    def readall(self) -> bytes:
        """Return all of it: where it is too long, Werkzeug would return its beginning, and say nothing (D8)."""
        body = super().readall()
        if self.is_exhausted:
            self.on_exhausted()
        return body


class Draining:
    """Lets a 413 wait for the end of a body that says it is too long, or for one further limit of it.

    A client that is still sending does not read: it would see a broken connection and not the answer.
    """

    def __init__(self, app: Callable[..., Any], limit: int) -> None:
        self.app = app
        self.limit = limit

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, *rest: Any) -> Any:
            declared = get_content_length(environ) or 0
            if status.startswith("413") and declared > self.limit:
                # Nothing of it was read: the length alone was too much.
                left = min(declared, 2 * self.limit)
                while left > 0 and (block := environ["wsgi.input"].read(min(left, BLOCK))):
                    left -= len(block)
            return start_response(status, *rest)

        return self.app(environ, start)
