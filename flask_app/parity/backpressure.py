"""A reader over HTTP/2 who stalls costs flat memory."""

from flask import Flask
from hypercorn import protocol
from hypercorn.events import Closed, Event
from hypercorn.protocol import h2


def init_app(app: Flask) -> None:
    """Let hypercorn 0.18 wait for a reader whose window is shut.

    It takes in all that the app sends meanwhile: 90 MB for each who stalls in a download of that size (measured).
    There is no public way to change that; `pyproject.toml` holds the version.
    """
    h2.StreamBuffer = PatientBuffer  # type: ignore[misc]  # the name that its connections make them by
    protocol.H2Protocol = ClosingProtocol  # type: ignore[attr-defined]


class PatientBuffer(h2.StreamBuffer):
    """What is not sent yet of a response; full is full, though nothing at all can be sent."""

    async def push(self, data: bytes) -> None:
        await super().push(data)
        while len(self.buffer) >= h2.BUFFER_HIGH_WATER:
            await super().push(b"")


class ClosingProtocol(h2.H2Protocol):
    """A connection that lets nobody wait for it once it has ended."""

    async def handle(self, event: Event) -> None:
        await super().handle(event)
        if isinstance(event, Closed):
            for buffer in list(self.stream_buffers.values()):
                await buffer.close()
