"""End a connection over TLS without an error if its client does not end it, or sends on (FD824)."""

from contextlib import suppress

from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.events import Event

HYPERCORN_RUN, HYPERCORN_SEND = TCPServer.run, TCPServer.protocol_send


def apply() -> None:
    """Make Hypercorn 0.18 expect any OSError while it ends a connection; TimeoutError and SSLError are such.

    Without this it logs up to three tracebacks for each client that leaves without the end of TLS, 30 s later, and for
    each that sends on when its response has ended (measured; pgjones/hypercorn#202 and #261). There is no setting.
    """
    TCPServer.run = run  # type: ignore[assignment, method-assign] # patched
    TCPServer.protocol_send = protocol_send  # type: ignore[assignment, method-assign] # patched


async def run(connection: TCPServer) -> None:
    """Serve a connection until both sides have ended it, or asyncio has given up waiting for that."""
    with suppress(OSError):
        await HYPERCORN_RUN(connection)


async def protocol_send(connection: TCPServer, event: Event) -> None:
    """Send what the protocol has, or end the connection; an end that fails is one."""
    with suppress(OSError):
        await HYPERCORN_SEND(connection, event)
