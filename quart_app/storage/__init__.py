"""Uploads and log lines on disk: whole or not at all, and still there after a power cut.

UPLOAD_FOLDER holds a folder for each upload, with its content and its record, and for each
session a folder under `uploaders` whose entries name that session's uploads in order.
A save works in a folder whose name ends in `.part`; renaming it makes content and record visible in one step.
"""

import fcntl
import hashlib
import json
import mimetypes
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import aiofiles.os
from quart.datastructures import FileStorage

from ..compat.completion import to_completion
from ..compat.threads import in_thread
from . import disk

CONTENT = "content"
RECORD = "record.json"
PART = ".part"
BLOCK = 256 * 1024
SHOWN = 50
LONGEST_NAME = 200
PORTS = [f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"]
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS}


@dataclass(frozen=True)
class Upload:
    """What is known of a stored file; `size` in bytes, `sha256` in hexadecimal."""

    id: str
    name: str
    size: int
    type: str
    sha256: str
    uploader: str


def new_id() -> str:
    """Return 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", text) is not None


def safe_name(filename: str | None) -> str:
    """Return a client's file name without folders and control characters, short enough to be shown and sent.

    The name is only remembered; on disk an upload is called by its id. Who downloads it may have Windows, where a
    device's name is no file's, and a dot or a space at the end is dropped.
    """
    name = (filename or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip().rstrip(". ")
    if name.partition(".")[0].rstrip().upper() in DEVICES:
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    end = (dot + extension)[:LONGEST_NAME] if dot else ""
    start = stem if dot else name
    return start[: LONGEST_NAME - len(end)] + end


@to_completion
async def store(folder: Path, file: FileStorage, name: str, uploader: str, quota: int) -> Upload:
    """Save the file with its record; when this returns, both are on disk and visible.

    Raises OSError (no space, no permission, more than `quota` bytes in all uploads); nothing is left then.
    """
    id = new_id()
    part = folder / f"{id}{PART}"
    entry = folder / disk.LISTS / uploader / f"{time.time_ns():020}-{id}"
    await in_thread(disk.make_folder, folder)
    await aiofiles.os.mkdir(part, 0o700)
    try:
        async with aiofiles.open(part / CONTENT, "xb") as target:
            fcntl.flock(target.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            size, sha256 = await copy(file.stream, target)
            await in_thread(disk.check_quota, folder, CONTENT, quota)
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            upload = Upload(id, name, size, media_type, sha256, uploader)
            await write_record(part / RECORD, upload)
            await in_thread(disk.sync_folder, part)
            await enlist(entry)
            await aiofiles.os.rename(part, folder / id)
            await in_thread(disk.sync_folder, folder)
    except BaseException:
        # Out of sight in one step: what removes it may be killed, or fail too.
        with suppress(OSError):
            await aiofiles.os.rename(folder / id, part)
        for left in (part, folder / id, entry):
            await in_thread(shutil.rmtree, left, True)
        raise
    return upload


async def copy(source: IO[bytes], target: Any) -> tuple[int, str]:
    """Copy in blocks, to disk; return the size in bytes and the SHA-256."""
    digest, size = hashlib.sha256(), 0
    while block := await in_thread(source.read, BLOCK):
        digest.update(block)
        size += len(block)
        await target.write(block)
    await target.flush()
    await in_thread(disk.sync, target.fileno())
    return size, digest.hexdigest()


async def write_record(path: Path, upload: Upload) -> None:
    async with aiofiles.open(path, "xb") as target:
        await target.write(json.dumps(asdict(upload)).encode())
        await target.flush()
        await in_thread(disk.sync, target.fileno())


async def enlist(entry: Path) -> None:
    """Name an upload in its session's folder; the name begins with the time, so that sorting gives the order."""
    await in_thread(disk.make_folder, entry.parent)
    await aiofiles.os.mkdir(entry)
    await in_thread(disk.sync_folder, entry.parent)


async def find(folder: Path, id: str) -> Upload | None:
    """Return the record of a stored upload."""
    if not is_id(id):
        return None
    try:
        async with aiofiles.open(folder / id / RECORD, "rb") as file:
            record = await file.read()
    except FileNotFoundError:
        return None
    return Upload(**json.loads(record))


async def uploads_of(folder: Path, uploader: str) -> list[Upload]:
    """Return a session's last uploads, newest first."""
    if not is_id(uploader):
        return []
    try:
        names = await aiofiles.os.listdir(folder / disk.LISTS / uploader)
    except FileNotFoundError:
        return []
    found: list[Upload] = []
    for name in sorted(names, reverse=True):
        if len(found) == SHOWN:
            break
        upload = await find(folder, name.rpartition("-")[2])
        if upload is not None:
            found.append(upload)
    return found


async def sweep(folder: Path) -> None:
    """Remove what killed saves left; a save that is under way in another process holds a lock."""
    await in_thread(disk.remove_orphans, folder, PART, CONTENT)
    await in_thread(disk.remove_unlisted, folder, PART)


async def expire(folder: Path, retention: timedelta | None) -> None:
    """Remove the uploads older than `retention`; None keeps all."""
    if retention is not None:
        await in_thread(disk.remove_old, folder, PART, retention.total_seconds())


def refusals(path: Path) -> Path:
    """Return the log of who could not log in, beside the one of who could."""
    return path.with_name(f"{path.name}.refused")


@to_completion
async def append_entry(path: Path, entry: Mapping[str, Any], most: int) -> None:
    """Append one JSON line to a log that other processes append to; when this returns, it is on disk.

    Nothing that stands in the entry can begin a second line: JSON escapes all but ASCII.
    A log of `most` bytes is put away first; the one put away before it is gone then.
    """
    await in_thread(disk.put_away, path, most)
    await in_thread(disk.append, path, json.dumps(entry))


async def last_entries(path: Path, count: int) -> list[dict[str, Any]]:
    """Return the log's last entries, newest first; where they are few, also from the log put away last."""
    entries = await in_thread(disk.tail, path, count)
    if len(entries) < count:
        entries += await in_thread(disk.tail, disk.older(path), count - len(entries))
    return entries
