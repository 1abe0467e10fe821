"""Hold a 413 back until the client has sent its body: most clients send all of it before they read (FD811).

A view of Quart may answer before it, which breaks the connection (FD815); the servers of Flask read on.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_content_length

BLOCK = 64 * 1024


def init_app(app: Flask) -> None:
    """Wrap the app in `Draining`."""
    app.wsgi_app = Draining(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]  # documented


class Draining:
    """WSGI middleware that reads the rest of a body before a 413 begins, up to twice the limit.

    It does so where the Content-Length alone was too much, and nothing of the body has been read.
    """

    def __init__(self, app: Callable[..., Any], limit: int) -> None:
        self.app = app
        self.limit = limit

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, *rest: Any) -> Any:
            declared = get_content_length(environ) or 0
            if status.startswith("413") and declared > self.limit:
                left = min(declared, 2 * self.limit)
                # Under `flask run`, unread_body's stream raises where the client has left: nobody waits for the 413.
                with suppress(ClientDisconnected):
                    while left > 0 and (block := environ["wsgi.input"].read(min(left, BLOCK))):
                        left -= len(block)
            return start_response(status, *rest)

        return self.app(environ, start)
