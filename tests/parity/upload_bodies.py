"""Multipart bodies of an upload, sent whole or in pieces."""

import asyncio

BOUNDARY = "----boundary"


def body_of(size, name="a.txt"):
    """Return a multipart body of exactly `size` bytes with one file."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    return head + b"x" * (size - len(head) - len(tail)) + tail


async def in_pieces(content, size=64 * 1024):
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def two_pieces(content, cut):
    yield content[:cut]
    # A moment, so that the server sees two pieces too.
    await asyncio.sleep(0.01)
    yield content[cut:]
