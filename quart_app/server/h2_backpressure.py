"""Bound the bytes of an HTTP/2 response that Hypercorn buffers while the client does not read (FD822)."""

from hypercorn import protocol
from hypercorn.events import Closed, Event
from hypercorn.protocol import h2

# Bytes of a response that may wait; hypercorn's own figure is 32 KiB.
MOST = 4 * 1024


def apply() -> None:
    """Make Hypercorn 0.18 wait for the client's flow-control window before it takes more of a response from the app.

    Without this it buffers all that the app sends: 90 MB for each client that stalls in a download of that size
    (measured). There is no public setting; `pyproject.toml` bounds the version.
    """
    h2.BUFFER_HIGH_WATER = MOST
    h2.StreamBuffer = BoundedBuffer  # type: ignore[misc]  # connections look the class up by this name
    protocol.H2Protocol = ReleasingProtocol  # type: ignore[attr-defined] # patched


class BoundedBuffer(h2.StreamBuffer):
    """A stream's unsent bytes, at most MOST and one write."""

    async def push(self, data: bytes) -> None:
        """Add bytes; return once the buffer has room for more, even if the client reads nothing at all."""
        await super().push(data)
        while len(self.buffer) >= MOST:
            await super().push(b"")


class ReleasingProtocol(h2.H2Protocol):
    """A connection that ends every waiting `push` when it is closed."""

    async def handle(self, event: Event) -> None:
        """Handle an event; after Closed, close the buffers, so that no task waits for the client any more."""
        await super().handle(event)
        if isinstance(event, Closed):
            for buffer in list(self.stream_buffers.values()):
                await buffer.close()
