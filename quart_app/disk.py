"""What blocks on the disk and has no other way: the callers run it in a thread where that matters."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from werkzeug.security import safe_join

TAIL = 64 * 1024
MOMENT = 60.0


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


def remove_orphans(folder: Path, suffix: str, locked: str) -> None:
    """Remove folders that end in `suffix`, but none whose file `locked` is locked: its owner is alive."""
    for part in folder.glob(f"*{suffix}"):
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


def append(path: Path, line: str) -> None:
    """Append a line under a lock and wait until it is on disk; a torn line before it is ended first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        end = log.seek(0, os.SEEK_END)
        log.seek(max(end - 1, 0))
        torn = log.read(1) not in (b"", b"\n")
        entry = b"\n" * torn + line.encode() + b"\n"
        if log.write(entry) != len(entry):
            log.truncate(end)
            raise OSError(f"{path}: the disk took only a part of the line")
        os.fsync(log.fileno())
    if end == 0:
        sync_folder(path.parent)


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
