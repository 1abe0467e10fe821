"""A client over TLS that does not read costs little memory, and neither does one that is idle."""

import asyncio
from asyncio import sslproto

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config

from comparison.targets.process import HOST, free_port
from comparison.targets.tls import make_certificate
from comparison.targets.wire import Wire

PATIENCE = 30.0
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


class Connections:
    """The TLS connections that are opened after it was created, each with the transport below it."""

    def __init__(self, monkeypatch):
        self.pairs = []
        kind = sslproto.SSLProtocol
        own = kind.connection_made

        def connection_made(protocol, transport):
            own(protocol, transport)
            self.pairs.append((protocol, transport))

        monkeypatch.setattr(kind, "connection_made", connection_made)

    def read_buffer(self):
        return self.pairs[0][0].max_size

    def unsent(self):
        """Return the bytes that wait in both transports: of the app's own, and encrypted."""
        protocol, transport = self.pairs[0]
        outer = protocol._app_transport
        return outer.get_write_buffer_size() + transport.get_write_buffer_size()


async def stalled(tmp_path, monkeypatch):
    """Return a read buffer's size and the unsent bytes of a connection whose client does not read, then lets it end."""
    certificate, stop, port = make_certificate(tmp_path), asyncio.Event(), free_port()
    config = Config.from_mapping(
        bind=[f"{HOST}:{port}"], certfile=str(certificate.cert), keyfile=str(certificate.key), accesslog=None
    )
    app, connections = Sending(), Connections(monkeypatch)
    server = asyncio.ensure_future(serve(app, config, shutdown_trigger=stop.wait))
    wire = await asyncio.to_thread(connected, port, certificate)
    sent = -1
    while app.sent != sent:
        sent = app.sent
        await asyncio.sleep(0.2)
    held = connections.read_buffer(), connections.unsent()
    assert not app.ended.is_set(), "the sockets took all of it"
    reading = asyncio.ensure_future(asyncio.to_thread(read_all, wire))
    assert await asyncio.wait_for(reading, PATIENCE) == BLOCK * BLOCKS
    wire.close()
    stop.set()
    await asyncio.wait_for(server, PATIENCE)
    return held


def connected(port, certificate):
    for _ in range(int(PATIENCE * 100)):
        try:
            wire = Wire(port, certificate)
        except ConnectionRefusedError:
            continue
        wire.head("GET", "/")
        assert wire.status() == 200
        return wire
    return pytest.fail("the server does not accept")


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


async def test_hypercorn_still_holds_much(tmp_path, monkeypatch):
    """When this fails, upstream has changed: see whether server/tls_buffers.py can go."""
    read_buffer, unsent = await stalled(tmp_path, monkeypatch)
    assert read_buffer >= 256 * 1024
    assert unsent > 512 * 1024
