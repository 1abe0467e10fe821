"""Frames: how this process and that of a side speak over a local socket.

A frame is a letter, the number of bytes that follow (4 bytes, big-endian), and these bytes: JSON, or a part of a body.
"""

import asyncio
import json
import socket
import struct
from typing import Any

_HEAD = struct.Struct("!cI")
# Bytes of a frame at most: what is larger is no frame.
_MAX_SIZE = 1 << 30
Frame = tuple[str, bytes]


class FramesEndedError(Exception):
    """The process at the other end of the socket has ended."""


def frame(kind: str, content: bytes = b"") -> bytes:
    """Return a frame; `kind` is one letter."""
    return _HEAD.pack(kind.encode("ascii"), len(content)) + content


def json_frame(kind: str, value: Any) -> bytes:
    return frame(kind, json.dumps(value).encode())


async def read_frame(reader: asyncio.StreamReader) -> Frame:
    """Return the next frame; raises `FramesEndedError`."""
    try:
        kind, size = _HEAD.unpack(await reader.readexactly(_HEAD.size))
        return kind.decode("ascii"), await reader.readexactly(min(size, _MAX_SIZE))
    except (asyncio.IncompleteReadError, ConnectionError):
        raise FramesEndedError from None


def receive_frame(connection: socket.socket) -> Frame:
    """Return the next frame of a socket without an event loop; raises `FramesEndedError`."""
    kind, size = _HEAD.unpack(_received(connection, _HEAD.size))
    return kind.decode("ascii"), _received(connection, min(size, _MAX_SIZE))


def _received(connection: socket.socket, size: int) -> bytes:
    """Return exactly `size` bytes of a socket."""
    parts, missing = [], size
    while missing:
        try:
            part = connection.recv(min(missing, 1 << 20))
        except ConnectionError:
            part = b""
        if not part:
            raise FramesEndedError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
