"""Ignore HTTP/2 DATA frames for closed streams (FD822)."""

from contextlib import suppress
from typing import Any

from h2.errors import ErrorCodes
from h2.exceptions import ProtocolError
from hypercorn.protocol import h2


def apply() -> None:
    """Make Hypercorn 0.18 drop data for a stream that has ended, and reset that stream.

    Without this a KeyError ends the connection and all its other streams: a client that continues its upload after
    a 413 breaks its own downloads (measured; pgjones/hypercorn#197, and #334 is open).
    """
    init_without_closed_streams = h2.H2Protocol.__init__

    def init(connection: h2.H2Protocol, *args: Any, **kwargs: Any) -> None:
        """Initialize a connection whose mapping of streams also answers for closed ones."""
        init_without_closed_streams(connection, *args, **kwargs)
        connection.streams = Streams(connection.connection)

    h2.H2Protocol.__init__ = init  # type: ignore[assignment, method-assign]  # there is no setting


class Streams(dict[int, Any]):
    """A connection's streams by id. Looking up a closed one resets it and returns one that drops all events."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self.connection = connection

    def __missing__(self, stream: int) -> "ClosedStream":
        # The client may have reset it meanwhile.
        with suppress(ProtocolError):
            self.connection.reset_stream(stream, ErrorCodes.NO_ERROR)
        return ClosedStream()


class ClosedStream:
    """A stream whose response has ended."""

    async def handle(self, event: object) -> None:
        """Drop an event that came too late."""
