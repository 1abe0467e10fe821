"""Raw HTTP connections: send a request in steps, read its response in steps, and disconnect at any moment."""

import socket
import ssl
import struct
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

import h2.config
import h2.connection
import h2.events
import h11

from .process import HOST
from .tls import Certificate

_TIMEOUT = 60.0
_BLOCK = 64 * 1024
_PAUSE = 0.01
Headers = dict[str, str]


class Wire:
    """An HTTP/1.1 connection for one request; the caller takes every step.

    Each step times out after 60 seconds without data. Raises ConnectionError when the server breaks the connection.
    """

    def __init__(self, port: int, certificate: Certificate | None = None, protocol: str = "http/1.1") -> None:
        self.socket = socket.create_connection((HOST, port), timeout=_TIMEOUT)
        # Otherwise a small frame waits 40 ms for the acknowledgement of the frame before: 4 s for 5 MB (measured).
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if certificate is not None:
            context = ssl.create_default_context(cadata=certificate.cert.read_text())
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_alpn_protocols([protocol])
            self.socket = context.wrap_socket(self.socket)
        self.begin()

    def begin(self) -> None:
        """Create the state of the protocol. HTTP/1.1 sends nothing yet."""
        self.state = h11.Connection(h11.CLIENT)

    def head(self, method: str, path: str, headers: Headers | None = None, *, end: bool = True) -> None:
        """Send the head of the request; unless `end` is set, a body follows, chunked if there is no Content-Length."""
        names = {"Host": "localhost", **(headers or {})}
        if not end and "Content-Length" not in names:
            names["Transfer-Encoding"] = "chunked"
        self.write(h11.Request(method=method, target=path, headers=list(names.items())))
        if end:
            self.write(h11.EndOfMessage())

    def data(self, part: bytes, *, end: bool = False) -> None:
        """Send a part of the body; `end` ends the request."""
        self.write(h11.Data(part))
        if end:
            self.write(h11.EndOfMessage())

    def write(self, event: h11.Request | h11.Data | h11.EndOfMessage) -> None:
        self.raw(self.state.send(event) or b"")

    def raw(self, content: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(content)

    def status(self) -> int:
        """Wait for the head of the response, and return its status, 1xx excluded.

        Raises `ConnectionResetError` if the connection ends before.
        """
        while not isinstance(event := self.event(), h11.Response):
            if isinstance(event, h11.ConnectionClosed):
                raise ConnectionResetError("The connection ended before a response began.")
        return event.status_code

    def read(self) -> bytes:
        """Wait for the next bytes of the response body; empty at its end."""
        event = self.event()
        return bytes(event.data) if isinstance(event, h11.Data) else b""

    def event(self) -> object:
        """Wait for the next event of h11, and return it.

        Raises `ConnectionResetError` for a response that is invalid or cut off, and `TimeoutError`.
        """
        try:
            while (event := self.state.next_event()) is h11.NEED_DATA:
                self.state.receive_data(self.socket.recv(_BLOCK))
        except h11.RemoteProtocolError as error:
            raise ConnectionResetError(str(error)) from error
        return event

    def close(self) -> None:
        """Disconnect as a browser does: FIN, or RST if there is unread data."""
        self.socket.close()

    def send_until_closed(self) -> None:
        """Send bytes, which are no request, until the server has closed the connection altogether."""
        with suppress(OSError):
            while True:
                self.raw(b"more")
                time.sleep(_PAUSE)

    def leave_tls_open(self) -> None:
        """Wait until the server has closed the connection altogether, and never end TLS; it can't be used any more."""
        # Read below TLS, which would answer the end by itself.
        with socket.socket(fileno=self.socket.detach()) as below, suppress(ConnectionError):
            below.settimeout(_TIMEOUT)
            while below.recv(_BLOCK):
                pass

    def reset(self) -> None:
        """Disconnect with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.socket.close()


class Http2Wire(Wire):
    """An HTTP/2 connection with one stream; its flow-control window grows only by what is read."""

    def __init__(self, port: int, certificate: Certificate) -> None:
        super().__init__(port, certificate, "h2")

    def begin(self) -> None:
        """Send the preface and the settings, and choose the stream of the request."""
        self.frames = h2.connection.H2Connection(h2.config.H2Configuration())
        self.frames.initiate_connection()
        self.unread_events: list[h2.events.Event] = []
        self.stream = self.frames.get_next_available_stream_id()
        self.flush()

    def head(self, method: str, path: str, headers: Headers | None = None, *, end: bool = True) -> None:
        """Send the request's headers in lower case; `end` ends the request, otherwise `data` follows."""
        named = {name.lower(): value for name, value in (headers or {}).items()}
        pseudo = {":method": method, ":path": path, ":scheme": "https", ":authority": "localhost"}
        self.frames.send_headers(self.stream, [*pseudo.items(), *named.items()], end_stream=end)
        self.flush()

    def data(self, part: bytes, *, end: bool = False) -> None:
        """Send a part of the body in frames; while the flow-control window is empty, wait for the server to open it.

        `end` ends the request. Events that arrive meanwhile are kept for `event`.
        """
        sent = 0
        while sent < len(part):
            while not (window := self.frames.local_flow_control_window(self.stream)):
                self.unread_events.extend(self._receive())
            frame = part[sent : sent + min(window, self.frames.max_outbound_frame_size)]
            self.frames.send_data(self.stream, frame)
            sent += len(frame)
            self.flush()
        if end:
            self.frames.end_stream(self.stream)
            self.flush()

    def status(self) -> int:
        """Wait for the head of the response, and return its status; raises `ConnectionResetError` if there is none."""
        while not isinstance(event := self.event(), h2.events.ResponseReceived):
            if isinstance(event, h2.events.StreamReset | h2.events.ConnectionTerminated):
                raise ConnectionResetError(f"{type(event).__name__} before a response began.")
        return int(dict(event.headers or [])[b":status"])

    def read(self) -> bytes:
        """Wait for the next bytes of the response body, and open the window by as many; empty at the end.

        Raises `ConnectionResetError` if the server resets the stream or ends the connection.
        """
        while not isinstance(event := self.event(), h2.events.DataReceived):
            if isinstance(event, h2.events.StreamEnded):
                return b""
            if isinstance(event, h2.events.StreamReset | h2.events.ConnectionTerminated):
                raise ConnectionResetError(f"{type(event).__name__} in the middle of a response.")
        self.frames.acknowledge_received_data(event.flow_controlled_length or 0, self.stream)
        self.flush()
        return event.data or self.read()

    def cancel(self) -> None:
        """Cancel the stream with RST_STREAM; the connection stays open."""
        self.frames.reset_stream(self.stream, 8)
        self.flush()

    def event(self) -> h2.events.Event:
        """Return the next event of the connection; wait for it if there is none.

        Raises `ConnectionResetError` if the server has ended the connection.
        """
        while not self.unread_events:
            self.unread_events.extend(self._receive())
        return self.unread_events.pop(0)

    def _receive(self) -> list[h2.events.Event]:
        """Wait for bytes, send what they require, and return their events.

        Raises `ConnectionResetError` if the server has ended the connection.
        """
        if not (content := self.socket.recv(_BLOCK)):
            raise ConnectionResetError("The connection ended in the middle of an exchange.")
        events = self.frames.receive_data(content)
        self.flush()
        return events

    def flush(self) -> None:
        self.raw(self.frames.data_to_send())
