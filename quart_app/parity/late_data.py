"""What a client over HTTP/2 sends for a stream that has ended disturbs nobody."""

from contextlib import suppress
from typing import Any

from h2.errors import ErrorCodes
from h2.exceptions import ProtocolError
from hypercorn.protocol import h2
from quart import Quart

PLAIN = h2.H2Protocol.__init__


def init_app(app: Quart) -> None:
    """Let hypercorn 0.18 drop such data, and tell the client to stop.

    It ends the whole connection with a KeyError, and all other streams on it: a client that goes on with its upload
    for long after a 413 breaks its own downloads (measured; pgjones/hypercorn#197, and #334 is open).
    """
    h2.H2Protocol.__init__ = init  # type: ignore[assignment, method-assign]  # there is no setting


def init(connection: h2.H2Protocol, *given: Any, **named: Any) -> None:
    PLAIN(connection, *given, **named)
    connection.streams = Streams(connection.connection)


class Streams(dict[int, Any]):
    """A connection's streams, with one that takes no notice in the place of each that has ended."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self.connection = connection

    def __missing__(self, stream: int) -> "Ended":
        # The client may have ended it meanwhile.
        with suppress(ProtocolError):
            self.connection.reset_stream(stream, ErrorCodes.NO_ERROR)
        return Ended()


class Ended:
    async def handle(self, event: object) -> None:
        """Drop what came for it."""
