"""Close HTTP/2 connections on rapid reset (FD822, CVE-2023-44487)."""

from typing import Any

from h2.errors import ErrorCodes
from h2.events import Event, RequestReceived, StreamReset
from h2.exceptions import ProtocolError
from hypercorn.protocol import h2

MAX_RESETS = 100


def apply() -> None:
    """Make Hypercorn 0.18 close a connection on which more than MAX_RESETS streams, and over half of all, were reset.

    Without this it starts the app for each of them: three thousand cost 225 to 407 MiB (measured). Its own limit is a
    thousand requests on a connection (pgjones/hypercorn#146). A client may have 100 streams open at once anyway.
    """
    uncounted_initiate = h2.H2Protocol.initiate

    async def initiate(connection: h2.H2Protocol, *settings: Any) -> None:
        """Open a connection whose received bytes are checked for resets before any stream starts."""
        counter: Any = ResetCounter(connection.connection)
        connection.connection.receive_data = counter  # type: ignore[method-assign] # patched
        await uncounted_initiate(connection, *settings)

    h2.H2Protocol.initiate = initiate  # type: ignore[assignment, method-assign]  # there is no setting


class ResetCounter:
    """Receives a connection's bytes and counts the streams that the client opens and resets."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.receive_data = connection.receive_data
        self.opened = self.reset = 0

    def __call__(self, data: bytes) -> list[Event]:
        """Return the events in `data`; raise ProtocolError, after a GOAWAY, when too many streams were reset."""
        events: list[Event] = self.receive_data(data)
        self.opened += sum(isinstance(event, RequestReceived) for event in events)
        self.reset += sum(isinstance(event, StreamReset) for event in events)
        if self.reset > MAX_RESETS and 2 * self.reset > self.opened:
            self.connection.close_connection(ErrorCodes.ENHANCE_YOUR_CALM)
            raise ProtocolError("too many streams were reset")
        return events
