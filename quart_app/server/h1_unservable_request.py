"""Refuse HTTP/1.1 requests whose target is no path, no URL that can be read, and not `*`: HTTP/2 has FD822."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

import h11
from hypercorn.protocol.h11 import H11Protocol


def apply() -> None:
    """Make Hypercorn 0.18 answer such a request with 400, as RFC 9112 (3.2) advises, and close its connection.

    It gives any target to the app: `GET ?` is an IndexError in Quart, and the brackets of `GET http://[` are a
    ValueError there and in the WSGI bridge: 500 and a traceback (measured). There is no setting.
    """
    unchecked_initiate = H11Protocol.initiate

    async def initiate(connection: H11Protocol) -> None:
        """Open a connection whose requests are checked."""
        await unchecked_initiate(connection)
        connection.connection.next_event = checked(connection.connection.next_event)  # type: ignore[method-assign] # patched

    H11Protocol.initiate = initiate  # type: ignore[assignment, method-assign] # patched


def checked(next_event: Callable[[], Any]) -> Callable[[], Any]:
    """Return a function that returns the next event; it raises RemoteProtocolError for a request to be refused."""

    def next_checked_event() -> Any:
        event = next_event()
        if isinstance(event, h11.Request) and not is_servable(event.target):
            raise h11.RemoteProtocolError("no path and no URL", error_status_hint=400)
        return event

    return next_checked_event


def is_servable(target: bytes) -> bool:
    """Return whether a target is a path, `*`, or a URL of http or https, as the app would read it."""
    path = unquote(target.partition(b"?")[0])
    if path.startswith("/") or path == "*":
        return True
    with suppress(ValueError):
        url = urlsplit(path)
        return url.scheme in ("http", "https") and bool(url.netloc)
    return False
