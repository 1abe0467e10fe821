"""What blocks on the disk and has no other way: the callers run it in a thread where that matters."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import IO, Any

from werkzeug.security import safe_join

TAIL = 64 * 1024
MOMENT = 60.0
# The name of a save's folder; nothing else in the uploads' folder is ours.
SAVE = "[0-9a-f]" * 32
# What an upload takes besides its bytes: its record, two folders and its entry in a list, at most.
OVERHEAD = 16 * 1024
LISTS = "uploaders"


def sync(descriptor: int) -> None:
    """Wait until a file's bytes are on disk."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's entries are on disk: a new name is not durable before."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, so that each stays where it is made."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def remove_orphans(folder: Path, suffix: str, locked: str) -> None:
    """Remove folders that end in `suffix`, but none whose file `locked` is locked: its owner is alive."""
    for part in folder.glob(f"{SAVE}{suffix}"):
        try:
            if is_new(part, locked):
                continue
            with (part / locked).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(part, ignore_errors=True)
        except BlockingIOError:
            continue
        except FileNotFoundError:
            shutil.rmtree(part, ignore_errors=True)


def is_new(part: Path, locked: str) -> bool:
    """Say whether a folder was made a moment ago and is empty still: its owner may not have locked it yet."""
    content = part / locked
    return not (content.exists() and content.stat().st_size) and time.time() - part.stat().st_mtime < MOMENT


def remove_old(folder: Path, suffix: str, seconds: float) -> None:
    """Remove the folders in `folder` that were made longer ago, each in one step for who looks."""
    for path in folder.glob(SAVE):
        # Another process may remove the same ones.
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > seconds:
                part = path.rename(f"{path}{suffix}")
                shutil.rmtree(part, ignore_errors=True)


def remove_unlisted(folder: Path, suffix: str) -> None:
    """Remove the entries of lists whose upload is gone, or was never made, and lists without any.

    An upload that is under way has its folder before its entry.
    """
    for entry in folder.glob(f"{LISTS}/*/*"):
        id = entry.name.rpartition("-")[2]
        if not (folder / f"{id}{suffix}").exists() and not (folder / id).exists():
            with suppress(FileNotFoundError):
                entry.rmdir()
    for empty in folder.glob(f"{LISTS}/*"):
        # One that is not empty stays.
        with suppress(OSError):
            empty.rmdir()


def check_quota(folder: Path, content: str, quota: int) -> None:
    """Raise OSError (EDQUOT) when all saves, also those under way, take more than `quota`, with OVERHEAD for each."""
    used = 0
    for path in folder.glob(f"{SAVE}*"):
        with suppress(FileNotFoundError):
            used += OVERHEAD + (path / content).stat().st_size
    if used > quota:
        raise OSError(EDQUOT, f"UPLOAD_QUOTA is {quota} bytes, and would be {used}", str(folder))


@contextmanager
def locked(path: Path) -> Iterator[IO[bytes]]:
    """Open a log that others write to, and may put away meanwhile, for this caller alone."""
    while True:
        with open(path, "a+b", buffering=0, opener=owned) as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            if names(path, log.fileno()):
                yield log
                return


def owned(path: str, flags: int) -> int:
    """Open a file that nobody but its owner may read."""
    return os.open(path, flags, 0o600)


def names(path: Path, descriptor: int) -> bool:
    """Say whether an open file is still called so."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def put_away(path: Path, most: int) -> None:
    """Call a log of `most` bytes or more by its other name, over what was called so before."""
    # Another process may put it away at any time.
    with suppress(FileNotFoundError):
        if path.stat().st_size >= most:
            with locked(path) as log:
                if log.seek(0, os.SEEK_END) >= most:
                    path.replace(older(path))


def older(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")


def append(path: Path, line: str) -> None:
    """Append a line under a lock and wait until it is on disk; a torn line before it is ended first.

    Raises OSError; the line is not there then, unless it could not be taken back either.
    """
    make_folder(path.parent)
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
                sync_folder(path.parent)
        except OSError:
            # What undoes it may fail too; that is not to hide why.
            with suppress(OSError):
                log.truncate(end)
            raise


def tail(path: Path, count: int) -> list[dict[str, Any]]:
    """Return the last whole JSON lines, newest first; a line that is none was torn, and is left out."""
    try:
        with path.open("rb") as log:
            start = max(log.seek(0, os.SEEK_END) - TAIL, 0)
            log.seek(start)
            lines = log.read().split(b"\n")
    except FileNotFoundError:
        return []
    entries = []
    for line in lines[1 if start else 0 : -1]:
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries[-count:][::-1]


def fingerprint(folder: Path, name: str) -> str | None:
    """Return the SHA-256 of a file in `folder`; None when there is no such file in it."""
    path = safe_join(str(folder), name)
    if path is None or Path(path) != folder / name:
        return None
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
