"""A client over HTTP/2 that opens streams and resets them at once is let go."""

from typing import Any

from flask import Flask
from h2.errors import ErrorCodes
from h2.events import Event, RequestReceived, StreamReset
from h2.exceptions import ProtocolError
from hypercorn.protocol import h2

PLAIN = h2.H2Protocol.initiate
MOST = 100


def init_app(app: Flask) -> None:
    """Let hypercorn 0.18 end a connection on which more than MOST streams, and most of all, were reset.

    It starts the app for each of them: three thousand cost 225 to 407 MiB (measured; CVE-2023-44487). Its own limit is
    a thousand requests a connection (pgjones/hypercorn#146). MOST streams may be open at once anyway.
    """
    h2.H2Protocol.initiate = initiate  # type: ignore[assignment, method-assign]  # there is no setting


async def initiate(connection: h2.H2Protocol, *settings: Any) -> None:
    """Count what comes in before anything is begun for it."""
    counted: Any = Counted(connection.connection)
    connection.connection.receive_data = counted  # type: ignore[method-assign]
    await PLAIN(connection, *settings)


class Counted:
    """Takes in bytes for a connection, and raises ProtocolError, after a GOAWAY, when too many streams were reset."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.receive = connection.receive_data
        self.opened = self.reset = 0

    def __call__(self, data: bytes) -> list[Event]:
        events: list[Event] = self.receive(data)
        self.opened += sum(isinstance(event, RequestReceived) for event in events)
        self.reset += sum(isinstance(event, StreamReset) for event in events)
        if self.reset > MOST and 2 * self.reset > self.opened:
            self.connection.close_connection(ErrorCodes.ENHANCE_YOUR_CALM)
            raise ProtocolError("too many streams were reset")
        return events
