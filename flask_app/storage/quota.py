"""The quota of all uploads together; callers run these functions in a thread."""

import fcntl
import os
from contextlib import suppress
from errno import EDQUOT
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO

from . import disk

# Bytes that an upload takes beside its content, at most: its record, two directories, and its entry in a list.
OVERHEAD = 16 * 1024


def reserve(directory: Path, suffix: str, content: str, descriptor: int, size: int, quota: int) -> None:
    """Lock the open content of a save, and give it its final size.

    Raises OSError (EDQUOT) if all uploads and running saves would take more than `quota` bytes, with OVERHEAD for each.
    Checked and reserved under one lock: however many saves begin at once, exactly what fits is stored.
    """
    lock = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (used := OVERHEAD + size + used_in(directory, suffix, content)) > quota:
            raise OSError(EDQUOT, f"UPLOAD_QUOTA is {quota} bytes, and would be {used}", str(directory))
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, size)
    finally:
        os.close(lock)


def used_in(directory: Path, suffix: str, content: str) -> int:
    """Return the bytes that all uploads and running saves take, with OVERHEAD for each."""
    # A save that is renamed while the directory is read may be missed once, but not twice.
    names = {name for _ in range(2) for name in os.listdir(directory)}
    ids = {name.removesuffix(suffix) for name in names if fnmatchcase(name.removesuffix(suffix), disk.SAVE)}
    return sum(OVERHEAD + size for id in ids if (size := size_of(directory / id, suffix, content)) is not None)


def size_of(upload: Path, suffix: str, content: str) -> int | None:
    """Return the bytes of an upload's content; None if it has none, or its save has reserved nothing yet."""
    # A save that ends meanwhile is renamed: it is looked for under its first name first.
    path = Path(f"{upload}{suffix}", content)
    with suppress(OSError), open(path, "rb", opener=disk.open_regular) as file:
        size = file.seek(0, os.SEEK_END)
        if size or is_locked(file):
            return size
    with suppress(OSError):
        return (upload / content).stat().st_size
    return None


def is_locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
