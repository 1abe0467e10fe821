"""MAX_CONTENT_LENGTH holds to the byte for a body of unknown length too."""

from collections.abc import Callable
from typing import IO, Any

from flask import Flask, Request
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_content_length, get_input_stream

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
        """The body; it raises 413 when more than the limit is read from it."""
        limit = self.max_content_length
        counted = self.content_length is None or self.environ.get("wsgi.input_terminated")
        if counted and limit is not None:
            limit += 1
        return get_input_stream(self.environ, max_content_length=limit)


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
