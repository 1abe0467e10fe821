"""Refuse WebSocket handshakes whose headers can't be read (FD822)."""

from hypercorn.protocol import ws_stream

# The headers that Hypercorn splits into their parts.
LISTS = (b"connection", b"sec-websocket-extensions", b"sec-websocket-protocol")


def apply() -> None:
    """Make Hypercorn 0.18 answer such a handshake with 400.

    Without this a UnicodeDecodeError ends the connection, with two tracebacks; over HTTP/2 it ends all other streams of
    the connection too (measured). There is no setting.
    """
    ws_stream.Handshake = CheckedHandshake  # type: ignore[misc]  # streams look the class up by this name


class CheckedHandshake(ws_stream.Handshake):
    """A handshake that is not valid unless its lists are of ASCII (RFC 6455, 4.1)."""

    def __init__(self, headers: list[tuple[bytes, bytes]], http_version: str) -> None:
        readable = [(name, value) for name, value in headers if name.lower() not in LISTS or value.isascii()]
        super().__init__(readable, http_version)
        self.is_readable = len(readable) == len(headers)

    def is_valid(self) -> bool:
        return self.is_readable and super().is_valid()
