"""A client over TLS that does not read costs little memory, and neither does one that is idle."""

import asyncio
from asyncio import sslproto
from typing import Any

from comparison.targets.process import HOST
from comparison.targets.wire import Wire

from .served import PATIENCE, begun, served_over_tls

# More than the buffers of both sockets can hold, in blocks that are no larger than what may wait.
BLOCK, BLOCKS = 4096, 8192


class Sending:
    """An app that sends BLOCKS blocks, as fast as the server takes them; `sent` counts bytes."""

    def __init__(self) -> None:
        self.sent = 0
        self.ended = asyncio.Event()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(BLOCKS):
            await send({"type": "http.response.body", "body": bytes(BLOCK), "more_body": True})
            self.sent += BLOCK
        await send({"type": "http.response.body", "body": b""})
        self.ended.set()


class LastConnection:
    """The TLS connection that was opened last, and the transport below it."""

    def __init__(self, monkeypatch):
        own = sslproto.SSLProtocol.connection_made

        def connection_made(protocol, transport):
            own(protocol, transport)
            self.protocol, self.transport = protocol, transport

        monkeypatch.setattr(sslproto.SSLProtocol, "connection_made", connection_made)

    def unsent(self):
        """Return the bytes that wait in both transports: of the app's own, and encrypted."""
        return self.protocol._app_transport.get_write_buffer_size() + self.transport.get_write_buffer_size()


async def stalled(tmp_path, monkeypatch):
    """Return a read buffer's size and the unsent bytes of a connection whose client does not read, then lets it end."""
    app = Sending()
    async with served_over_tls(app, tmp_path) as (port, certificate):
        connection = LastConnection(monkeypatch)
        wire = await asyncio.to_thread(begun, Wire, port, certificate)
        sent = -1
        while app.sent != sent:
            sent = app.sent
            await asyncio.sleep(0.2)
        held = connection.protocol.max_size, connection.unsent()
        assert not app.ended.is_set(), "the sockets took all of it"
        reading = asyncio.ensure_future(asyncio.to_thread(read_all, wire))
        assert await asyncio.wait_for(reading, PATIENCE) == BLOCK * BLOCKS
        wire.close()
    return held


def read_all(wire):
    size = 0
    while part := wire.read():
        size += len(part)
    return size


async def test_stalled_connection_holds_little(apply_fix, fix, tmp_path, monkeypatch):
    apply_fix()
    read_buffer, unsent = await stalled(tmp_path, monkeypatch)
    assert read_buffer == fix.READ
    # Of each transport, and one write; records have a few bytes more.
    assert 0 < unsent < 2 * fix.WRITE + 2 * BLOCK


async def test_connection_that_the_app_opens_is_as_it_was(apply_fix, tmp_path):
    apply_fix()
    async with served_over_tls(Sending(), tmp_path) as (port, certificate):
        _, writer = await asyncio.open_connection(HOST, port, ssl=certificate.trust)
        opened: Any = vars(writer.transport)["_ssl_protocol"]
        held = opened.max_size, opened._transport.get_write_buffer_limits()
        writer.transport.abort()
    assert held == (256 * 1024, (16 * 1024, 64 * 1024))


async def test_hypercorn_still_holds_much(tmp_path, monkeypatch):
    """When this fails, upstream has changed: see whether server/tls_buffers.py can go."""
    read_buffer, unsent = await stalled(tmp_path, monkeypatch)
    assert read_buffer >= 256 * 1024
    assert unsent > 512 * 1024
