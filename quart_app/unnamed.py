"""Files without a name: they are gone when they are closed, unless they are saved under one."""

import fcntl
import os
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

# Bytes after which what has come is synced, while more comes.
SYNCED_AT_ONCE = 4 * 1024 * 1024
SYNCS = ThreadPoolExecutor(thread_name_prefix="sync")


def open_unnamed(directory: Path) -> IO[bytes]:
    """Open a file without a name in a directory; elsewhere, if that is missing or cannot have such files."""
    try:
        return os.fdopen(os.open(directory, os.O_TMPFILE | os.O_RDWR, 0o666), "r+b")
    except (AttributeError, OSError):
        return tempfile.TemporaryFile("r+b")


def give_name(source: IO[bytes], path: Path) -> bool:
    """Lock an open file and put it in the place of the one at `path`; return whether that can be done.

    It can't if the file has a name, is in memory or in another file system, nor where there is no /proc.
    """
    linked = path.with_name(f"{path.name}.linked")
    try:
        descriptor = source.fileno()
        if os.fstat(descriptor).st_nlink:
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Python follows the link in /proc only if a directory is given (measured on 3.11 and 3.13).
        os.link(f"/proc/self/fd/{descriptor}", linked, src_dir_fd=descriptor)
    except OSError:
        return False
    linked.replace(path)
    return True


class EarlySync:
    """Brings the bytes of one file to the disk while more are written: little is left for the sync at the end."""

    def __init__(self) -> None:
        self.size = 0
        self.running: Future[None] = Future()
        self.running.set_result(None)

    def count(self, descriptor: int, size: int) -> None:
        """Count `size` bytes that were written; begin to sync when there are many. Raises OSError of the last sync."""
        self.size += size
        if self.size >= SYNCED_AT_ONCE and self.running.done():
            self.wait()
            self.running = SYNCS.submit(sync_and_close, os.dup(descriptor))
            self.size = 0

    def wait(self) -> None:
        """Wait until the last sync has ended. Raises its OSError: the system reports a lost write only once."""
        self.running.result()


def sync_and_close(descriptor: int) -> None:
    try:
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)
