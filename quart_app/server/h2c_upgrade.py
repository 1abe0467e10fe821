"""Serve a request that asks to go on in HTTP/2 without TLS over HTTP/1.1 (FD820)."""

from collections.abc import Callable
from typing import Any

import h11
from hypercorn.protocol.h11 import H11Protocol


def apply() -> None:
    """Make Hypercorn 0.18 leave `Upgrade: h2c` alone, which RFC 9113 (3.1) has made obsolete.

    It answers 101, which opens a way past the rules of a proxy that passes the header on; a wrong `HTTP2-Settings` then
    ends the connection with three or four tracebacks (measured). There is no setting.
    """
    initiate_with_upgrade = H11Protocol.initiate

    async def initiate(connection: H11Protocol) -> None:
        """Open a connection whose requests ask for no such upgrade."""
        await initiate_with_upgrade(connection)
        connection.connection.next_event = without_upgrade(connection.connection.next_event)  # type: ignore[method-assign] # patched

    H11Protocol.initiate = initiate  # type: ignore[assignment, method-assign] # patched


def without_upgrade(next_event: Callable[[], Any]) -> Callable[[], Any]:
    """Return a function that returns the next event, and takes the upgrade to h2c out of requests."""

    def next_plain_event() -> Any:
        event = next_event()
        if isinstance(event, h11.Request) and any(map(asks_for_h2c, event.headers)):
            headers = [header for header in event.headers if not asks_for_h2c(header)]
            event = h11.Request(
                method=event.method, headers=headers, target=event.target, http_version=event.http_version
            )
        return event

    return next_plain_event


def asks_for_h2c(header: tuple[bytes, bytes]) -> bool:
    return header[0] == b"upgrade" and header[1].lower() == b"h2c"
