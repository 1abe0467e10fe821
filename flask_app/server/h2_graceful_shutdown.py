"""Send END_STREAM before GOAWAY when the server stops while an HTTP/2 response is under way (FD822)."""

import asyncio

from hypercorn.protocol import h2
from hypercorn.protocol.events import Event, StreamClosed

HYPERCORN_STREAM_SEND = h2.H2Protocol.stream_send
PAUSE = 0.01


def apply() -> None:
    """Make Hypercorn 0.18 end a stream before it ends the connection.

    While it stops, Hypercorn sends GOAWAY as soon as the app has ended, and can't send END_STREAM any more. The client
    has every byte, but treats the response as cut short (5 of 8 downloads, measured). There is no public setting.
    """
    h2.H2Protocol.stream_send = stream_send  # type: ignore[assignment, method-assign] # patched


async def stream_send(connection: h2.H2Protocol, event: Event) -> None:
    """Send an event of a stream; delay StreamClosed until the stream's end has been sent."""
    while isinstance(event, StreamClosed) and is_unsent(connection, event.stream_id):  # noqa: ASYNC110  # there is no event to wait for
        await asyncio.sleep(PAUSE)
    await HYPERCORN_STREAM_SEND(connection, event)


def is_unsent(connection: h2.H2Protocol, stream: int) -> bool:
    """Return whether a stopping server holds a complete response whose end it has not sent."""
    buffer = connection.stream_buffers.get(stream)
    return bool(buffer and buffer.complete and connection.context.terminated.is_set() and not connection.closed)
