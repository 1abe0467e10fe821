"""An HTTP/2 connection of hypercorn's without a socket, with the fixes that are applied at the time."""

import asyncio
from asyncio import sslproto
from contextlib import asynccontextmanager
from typing import Any

import h2.config
import h2.connection
import h2.events
from hypercorn import protocol
from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.asyncio import run, tcp_server
from hypercorn.asyncio.task_group import TaskGroup
from hypercorn.asyncio.worker_context import WorkerContext
from hypercorn.config import Config
from hypercorn.events import Closed, RawData
from hypercorn.protocol import h2 as server
from hypercorn.protocol import ws_stream
from hypercorn.protocol.h11 import H11Protocol
from hypercorn.typing import ConnectionState

from waiting import until_async

# It does not export H2Protocol for type checkers.
hypercorn_protocol: Any = protocol
# Read before any fix was applied, so hypercorn's and asyncio's own; asgi.py puts others in their place for the whole
# process.
OWN: dict[tuple[Any, str], Any] = {
    (server, "BUFFER_HIGH_WATER"): server.BUFFER_HIGH_WATER,
    (server, "StreamBuffer"): server.StreamBuffer,
    (hypercorn_protocol, "H2Protocol"): hypercorn_protocol.H2Protocol,
}
OWN |= {
    (run, "TCPServer"): tcp_server.TCPServer,
    (tcp_server.TCPServer, "run"): tcp_server.TCPServer.run,
    (tcp_server.TCPServer, "protocol_send"): tcp_server.TCPServer.protocol_send,
    (sslproto, "SSLProtocol"): sslproto.SSLProtocol,
    (Config, "max_app_queue_size"): Config.max_app_queue_size,
}
OWN |= {(ws_stream, "Handshake"): ws_stream.Handshake, (H11Protocol, "initiate"): H11Protocol.initiate}
# The remedy of FD820 replaces it, for good, in a process that runs it.
OWN |= {(H11Protocol, "_check_protocol"): H11Protocol._check_protocol}
OWN |= {(server.H2Protocol, name): getattr(server.H2Protocol, name) for name in ("__init__", "stream_send", "initiate")}
REQUEST = {":method": "GET", ":path": "/", ":scheme": "https", ":authority": "localhost"}


class Connection:
    """An HTTP/2 client, and the server's side of its connection, whose `send` pauses as a socket does."""

    def __init__(self, context, config):
        self.context, self.client, self.seen = context, h2.connection.H2Connection(h2.config.H2Configuration()), []
        self.protocol, self.config = None, config

    async def send(self, event):
        await asyncio.sleep(0)
        if isinstance(event, RawData):
            self.seen += self.client.receive_data(event.data)
            await asyncio.sleep(0)

    async def send_to_server(self):
        await self.protocol.handle(RawData(self.client.data_to_send()))

    def names(self):
        return [type(event).__name__ for event in self.seen]

    async def end(self, stream):
        """Wait until the client has seen the end of a response, and the server has forgotten its stream."""
        await until_async(
            lambda: stream in self.ended() and stream not in self.protocol.streams, f"{stream} ends", 30, 0
        )

    def ended(self):
        return {event.stream_id for event in self.seen if isinstance(event, h2.events.StreamEnded)}


@asynccontextmanager
async def connected(app):
    """Yield a connection on which a request was sent; close it at the end."""
    connection = Connection(WorkerContext(None), Config())
    async with TaskGroup(asyncio.get_running_loop()) as tasks:
        peer = ("127.0.0.1", 1)
        connection.protocol = hypercorn_protocol.H2Protocol(
            ASGIWrapper(app),
            connection.config,
            connection.context,
            tasks,
            ConnectionState({}),
            True,
            peer,
            peer,
            connection.send,
        )
        connection.client.initiate_connection()
        await connection.protocol.initiate()
        connection.client.send_headers(1, list(REQUEST.items()), end_stream=True)
        await connection.send_to_server()
        try:
            yield connection
        finally:
            await connection.protocol.handle(Closed())


def undo_fixes(monkeypatch):
    """Undo all fixes of hypercorn until the end of a test."""
    for (place, name), own in OWN.items():
        assert not getattr(own, "__module__", "").startswith(("flask_app", "quart_app"))
        monkeypatch.setattr(place, name, own)
    monkeypatch.delattr(server, "FIXED", raising=False)
