"""Blocking calls below the uploads and the logs; callers run them in a thread."""

import fcntl
import hashlib
import json
import logging
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from errno import EINVAL, ENOSPC
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from werkzeug.security import safe_join

TAIL = 64 * 1024
MOMENT = 60.0
# The name of an upload's directory; nothing else in UPLOAD_FOLDER is touched.
SAVE = "[0-9a-f]" * 32
LISTS = "uploaders"

logger = logging.getLogger(__name__)


def sync(descriptor: int) -> None:
    """Wait until a file's bytes are on disk."""
    os.fsync(descriptor)


def sync_and_hash(descriptor: int, source: IO[bytes]) -> str:
    """Wait until a file's bytes are on disk; meanwhile compute the SHA-256 of what was copied into it."""
    source.seek(0)
    with ThreadPoolExecutor(1) as pool:
        synced = pool.submit(sync, descriptor)
        digest = hashlib.file_digest(source, "sha256")  # type: ignore[arg-type]  # typeshed asks for more than it reads
        synced.result()
    return digest.hexdigest()


def sync_directory(directory: Path) -> None:
    """Wait until a directory's entries are on disk: before, a new name may be lost."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_directory(directory: Path) -> None:
    """Make a directory and its parents, each on disk before the next."""
    if not directory.exists():
        make_directory(directory.parent)
        directory.mkdir(exist_ok=True)
        sync_directory(directory.parent)


def report_damage(path: Path, reason: str) -> None:
    """Log that a file is damaged and left out, in one line; once for each file and reason, in each process."""
    log_once(path, reason[:500].encode("unicode_escape").decode()[:500])


@lru_cache(maxsize=1000)
def log_once(path: Path, reason: str) -> None:
    logger.error("damaged, left out: %s: %s", path, reason)


def open_regular(path: str, flags: int) -> int:
    """Open a file to read it, and nothing else: a pipe would wait for its other end, a device need not end at all."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "no regular file", path)
    return descriptor


def is_whole(path: Path, size: int) -> bool:
    """Return whether a file can be read, and has as many bytes as its record says."""
    try:
        with open(path, "rb", opener=open_regular) as file:
            actual_size = file.seek(0, os.SEEK_END)
    except OSError as error:
        report_damage(path, str(error))
        return False
    if actual_size != size:
        report_damage(path, f"{actual_size} bytes, and {size} in its record")
    return actual_size == size


def remove_orphans(directory: Path, suffix: str, locked: str) -> None:
    """Remove directories that end in `suffix`, except those whose file `locked` is locked: its process is alive."""
    for part in directory.glob(f"{SAVE}{suffix}"):
        try:
            if is_new(part, locked):
                continue
            with open(part / locked, "rb", opener=open_regular) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(part, ignore_errors=True)
        except BlockingIOError:
            continue
        except FileNotFoundError:
            shutil.rmtree(part, ignore_errors=True)
        except OSError as error:
            report_damage(part, str(error))


def is_new(part: Path, locked: str) -> bool:
    """Return whether a directory is younger than MOMENT and empty: its process may not have locked it yet."""
    content = part / locked
    return not (content.exists() and content.stat().st_size) and time.time() - part.stat().st_mtime < MOMENT


def remove_old(directory: Path, suffix: str, seconds: float) -> None:
    """Remove the directories in `directory` older than `seconds`; each disappears in one step."""
    for path in directory.glob(SAVE):
        try:
            if path.is_dir() and time.time() - path.stat().st_mtime > seconds:
                part = path.rename(f"{path}{suffix}")
                shutil.rmtree(part, ignore_errors=True)
        except FileNotFoundError:
            # Another process may remove the same ones.
            continue
        except OSError as error:
            report_damage(path, str(error))


def remove_unlisted(directory: Path, suffix: str) -> None:
    """Remove list entries without an upload, and empty lists.

    A save makes its directory before its entry.
    """
    for entry in directory.glob(f"{LISTS}/*/*"):
        id = entry.name.rpartition("-")[2]
        if not (directory / f"{id}{suffix}").exists() and not (directory / id).exists():
            # Another process may remove the same ones, and rmdir refuses what is no directory.
            with suppress(OSError):
                entry.rmdir()
    for empty in directory.glob(f"{LISTS}/*"):
        # rmdir refuses one that is not empty.
        with suppress(OSError):
            empty.rmdir()


@contextmanager
def locked(path: Path) -> Iterator[IO[bytes]]:
    """Open a log exclusively, although other processes write to it and may rotate it."""
    while True:
        with open(path, "a+b", buffering=0, opener=open_private) as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            if is_at(path, log.fileno()):
                yield log
                return


def open_private(path: str, flags: int) -> int:
    """Open a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def is_at(path: Path, descriptor: int) -> bool:
    """Return whether an open file still has this path."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def rotate(path: Path, most: int) -> None:
    """Rename a log of at least `most` bytes to its rotated name, over the log that was rotated before."""
    # Another process may rotate it at any time.
    with suppress(FileNotFoundError):
        if path.stat().st_size >= most:
            with locked(path) as log:
                if log.seek(0, os.SEEK_END) >= most:
                    path.replace(rotated(path))


def rotated(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")


def append(path: Path, line: str) -> None:
    """Append a line under a lock and wait until it is on disk; end a torn line before it first.

    Raises OSError. The line is taken back then, unless that fails as well.
    """
    make_directory(path.parent)
    with locked(path) as log:
        end = log.seek(0, os.SEEK_END)
        log.seek(max(end - 1, 0))
        torn = log.read(1) not in (b"", b"\n")
        entry = b"\n" * torn + line.encode() + b"\n"
        try:
            if log.write(entry) != len(entry):
                raise OSError(ENOSPC, "the disk took only a part of the line", str(path))
            os.fsync(log.fileno())
            if end == 0:
                sync_directory(path.parent)
        except OSError:
            # A failure to undo must not hide the cause.
            with suppress(OSError):
                log.truncate(end)
            raise


def tail(path: Path, count: int, is_entry: Callable[[Any], bool] = bool) -> list[dict[str, Any]]:
    """Return the last entries of a log, newest first; leave out torn lines, and what is no entry."""
    try:
        with open(path, "rb", opener=open_regular) as log:
            start = max(log.seek(0, os.SEEK_END) - TAIL, 0)
            log.seek(start)
            lines = log.read().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        report_damage(path, str(error))
        return []
    entries = []
    for line in lines[1 if start else 0 : -1]:
        try:
            entry = json.loads(line)
        except (RecursionError, ValueError):
            entry = None
        if is_entry(entry):
            entries.append(entry)
        elif line:
            report_damage(path, "a line that is no entry")
    return entries[-count:][::-1]


def fingerprint(directory: Path, name: str) -> str | None:
    """Return the SHA-256 of a file in `directory`, or None if there is no such file."""
    path = safe_join(str(directory), name)
    if path is None or Path(path) != directory / name:
        return None
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
