"""Undo the Content-Encoding of a body (RFC 9110, 8.4.1)."""

import zlib
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Bytes that are decoded at once: a few may become many.
_BLOCK = 256


def decoded(body: bytes, encoding: str, most: int) -> bytes | None:
    """Return a body without gzip, deflate or br; None for another encoding, a part, and more than `most` bytes.

    br needs the package for which an HTTP client asks apps for it: brotli or brotlicffi.
    """
    if encoding in ("gzip", "deflate"):
        return _uncompressed(body, most)
    return _without_brotli(body, most) if encoding == "br" else None


def _uncompressed(body: bytes, most: int) -> bytes | None:
    # 47: the format is found out, gzip or zlib.
    decoder = zlib.decompressobj(47)
    try:
        content = decoder.decompress(body, most)
    except zlib.error:
        return None
    return content if decoder.eof and not decoder.unused_data else None


def _without_brotli(body: bytes, most: int) -> bytes | None:
    package: Any = next((import_module(name) for name in ("brotli", "brotlicffi") if find_spec(name)), None)
    if package is None:
        return None
    decoder, content = package.Decompressor(), bytearray()
    try:
        for start in range(0, len(body), _BLOCK):
            content += decoder.process(body[start : start + _BLOCK])
            if len(content) > most:
                return None
    except package.error:
        return None
    return bytes(content) if decoder.is_finished() else None
