"""Refuse HTTP/2 requests that no app can be given: a plain CONNECT, a method or a target that is not ASCII (FD822)."""

from contextlib import suppress
from typing import Any

from h2.errors import ErrorCodes
from h2.events import Event, RequestReceived
from h2.exceptions import ProtocolError
from hypercorn.protocol import h2

REFUSAL = [(b":status", b"400"), (b"content-length", b"0")]


def apply() -> None:
    """Make Hypercorn 0.18 answer such a request with 400, as it does over HTTP/1.1.

    Without this an UnboundLocalError or a UnicodeDecodeError ends the connection and all its other streams (measured):
    CONNECT has no path (RFC 9113, 8.5), and a target has ASCII alone (RFC 3986, 2): a query of other bytes is a 500, or
    gets another answer from each framework. A target is a path (8.3.1) or `*`. There is no setting.
    """
    unfiltered_initiate = h2.H2Protocol.initiate

    async def initiate(connection: h2.H2Protocol, *settings: Any) -> None:
        """Open a connection whose received requests are checked before any stream starts."""
        checker: Any = RequestChecker(connection.connection)
        connection.connection.receive_data = checker  # type: ignore[method-assign] # patched
        await unfiltered_initiate(connection, *settings)

    h2.H2Protocol.initiate = initiate  # type: ignore[assignment, method-assign] # patched


class RequestChecker:
    """Receives a connection's bytes, and refuses each request that no app can be given."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.receive_data = connection.receive_data

    def __call__(self, data: bytes) -> list[Event]:
        """Return the events in `data`, without those of refused requests."""
        events: list[Event] = self.receive_data(data)
        requests = [event for event in events if isinstance(event, RequestReceived)]
        refused = {request.stream_id for request in requests if not is_servable(request)}
        for stream in refused:
            self.refuse(stream)
        return [event for event in events if getattr(event, "stream_id", None) not in refused]

    def refuse(self, stream: int) -> None:
        """Answer a request, and reset its stream if more of it follows."""
        # The client may have reset it meanwhile, or sent all of it.
        with suppress(ProtocolError):
            self.connection.send_headers(stream, REFUSAL, end_stream=True)
            self.connection.reset_stream(stream, ErrorCodes.NO_ERROR)


def is_servable(request: RequestReceived) -> bool:
    """Return whether a request has a method and a target, both of ASCII, and the target is a path or `*`."""
    headers = dict(request.headers or [])
    method, target = headers.get(b":method", b""), headers.get(b":path", b"")
    return bool(method) and (method + target).isascii() and (target.startswith(b"/") or target == b"*")
