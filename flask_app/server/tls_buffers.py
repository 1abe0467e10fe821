"""Bound the memory of a connection over TLS: asyncio keeps 256 KiB to read into, and 512 KiB may wait (FD823)."""

import asyncio
from asyncio import sslproto
from typing import Any

from hypercorn.asyncio import run
from hypercorn.asyncio.tcp_server import TCPServer

# Bytes that one read takes of a connection, and that may wait to be written, before and after they are encrypted.
READ, WRITE = 8 * 1024, 16 * 1024


def apply() -> None:
    """Make each connection over TLS keep less to read, and wait earlier for a client that does not read.

    400 clients that stop reading a download cost 140 to 180 MiB without this and `h2_backpressure`'s bound, and at most
    64 with both (measured). Neither asyncio nor hypercorn 0.18 has a setting for it.
    """
    sslproto.SSLProtocol = SmallProtocol  # type: ignore[assignment,misc]  # event loops look the class up by this name
    run.TCPServer = PatientServer  # type: ignore[attr-defined,assignment]  # so is this one


class SmallProtocol(sslproto.SSLProtocol):
    """TLS with READ bytes to read into, and at most WRITE encrypted bytes and one write that were not sent.

    A connection that the app opens itself, such as one to an API, keeps what asyncio gives it.
    """

    def __init__(
        self, loop: Any, protocol: Any, context: Any, waiter: Any, server_side: bool = False, *more: Any, **named: Any
    ) -> None:
        self.is_accepted = server_side
        if server_side:
            self.max_size = READ  # type: ignore[misc]  # asyncio has one for all of a class
        super().__init__(loop, protocol, context, waiter, server_side, *more, **named)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self.is_accepted and isinstance(transport, asyncio.WriteTransport):
            transport.set_write_buffer_limits(high=WRITE)


class PatientServer(TCPServer):
    """A connection whose app waits once WRITE bytes of it were not encrypted, if it is over TLS."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        if self.writer.get_extra_info("ssl_object") is not None:
            self.writer.transport.set_write_buffer_limits(high=WRITE)
