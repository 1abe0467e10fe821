"""An app on hypercorn over TLS in the test's event loop, and a client of it that does not read."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress

from hypercorn.asyncio import serve
from hypercorn.config import Config

from comparison.targets.process import HOST, free_port
from comparison.targets.tls import make_certificate
from waiting import until_async

PATIENCE = 30.0


@asynccontextmanager
async def served_over_tls(app, directory, **settings):
    """Serve an app with settings of hypercorn; yield its port and certificate once the server accepts."""
    certificate, stop, port = make_certificate(directory), asyncio.Event(), free_port()
    config = Config.from_mapping(
        settings, bind=[f"{HOST}:{port}"], certfile=str(certificate.cert), keyfile=str(certificate.key), accesslog=None
    )
    server = asyncio.ensure_future(serve(app, config, shutdown_trigger=stop.wait))
    await until_async(lambda: accepts(port), "the server accepts", PATIENCE)
    yield port, certificate
    stop.set()
    await asyncio.wait_for(server, PATIENCE)


def accepts(port):
    with suppress(ConnectionRefusedError), socket.create_connection((HOST, port)):
        return True
    return False


def begun(kind, port, certificate):
    """Return a connection of a kind on which a response has begun."""
    wire = kind(port, certificate)
    wire.head("GET", "/")
    assert wire.status() == 200
    return wire
