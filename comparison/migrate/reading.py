"""Read Python files in whatever encoding they declare (PEP 263)."""

import io
import tokenize
from pathlib import Path

from ..values.python_source import syntax_tree


def read_source(path: Path) -> tuple[bytes, str]:
    """Return a file's source as UTF-8, with the encoding that the file has.

    Raises `ValueError`, which says where and why, for a file that is not Python or cannot be decoded.
    """
    content = path.read_bytes()
    try:
        return _as_utf_8(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path}:{line} is not {error.encoding}, as it should be: {error.reason}") from None
    except (LookupError, SyntaxError, ValueError) as error:
        raise ValueError(f"{path}:{getattr(error, 'lineno', None) or 1} is not valid Python: {error.args[0]}") from None
    except (RecursionError, MemoryError):
        raise ValueError(f"{path} nests expressions too deeply to be read") from None


def _as_utf_8(content: bytes) -> tuple[bytes, str]:
    """Return a source as UTF-8, with its encoding; raise what Python raises for an invalid one."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    encoding = "utf-8" if encoding == "utf-8-sig" else encoding
    text = content.decode(encoding)
    syntax_tree(content)
    return text.encode(), encoding
