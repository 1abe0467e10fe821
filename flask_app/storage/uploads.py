"""Save uploads whole or not at all; what is saved survives a power failure.

UPLOAD_FOLDER holds a directory for each upload, with its content and its record, and for each session a directory under
`uploaders` whose entries name that session's uploads in order. A save works in a directory whose name ends in `.part`:
renaming it makes content and record visible in one step.
"""

import io
import json
import mimetypes
import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from werkzeug.datastructures import FileStorage

from ..compat.blocking_view import blocks_in_thread, in_thread
from ..compat.upload_cut_by_disconnect import shielded
from ..unnamed import give_name
from . import disk
from .quota import reserve

CONTENT = "content"
RECORD = "record.json"
PART = ".part"
BLOCKS = blocks_in_thread(smallest=64 * 1024, room=2 * 1024 * 1024)
MAX_LISTED = 50
MAX_NAME_LENGTH = 200
MAX_SIZE = 2**63
PORTS = [f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"]
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS}


@dataclass(frozen=True)
class Upload:
    """The record of a stored file; `size` in bytes, `sha256` in hexadecimal."""

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
    """Return a client's file name without directories and control characters, at most MAX_NAME_LENGTH characters long.

    It is never a path here: on disk an upload is named by its id. It is safe to save under on Windows, which reserves
    the names of devices, and drops a dot or a space at the end.
    """
    name = (filename or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip().rstrip(". ")
    if name.partition(".")[0].rstrip().upper() in DEVICES:
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    end = (dot + extension)[:MAX_NAME_LENGTH] if dot else ""
    start = stem if dot else name
    return start[: MAX_NAME_LENGTH - len(end)] + end


@shielded
def store(directory: Path, file: FileStorage, name: str, uploader: str, quota: int) -> Upload:
    """Save a file with its record. When this returns, both are on disk and visible.

    Raises OSError (no space, no permission, more than `quota` bytes in all uploads), and leaves nothing behind.
    """
    id = new_id()
    part = directory / f"{id}{PART}"
    entry = directory / disk.LISTS / uploader / f"{time.time_ns():020}-{id}"
    in_thread(disk.make_directory, directory)
    os.mkdir(part, 0o700)
    try:
        with open(part / CONTENT, "xb") as target:
            size = size_of(file.stream)
            in_thread(reserve, directory, PART, CONTENT, target.fileno(), size, quota)
            sha256 = keep(file.stream, target, part / CONTENT)
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            upload = Upload(id, name, size, media_type, sha256, uploader)
            write_record(part / RECORD, upload)
            in_thread(disk.sync_directory, part)
            enlist(entry)
            os.rename(part, directory / id)
            in_thread(disk.sync_directory, directory)
    except BaseException:
        # Hidden in one step first: the removal may fail, or be killed.
        with suppress(OSError):
            os.rename(directory / id, part)
        for path in (part, directory / id, entry):
            in_thread(shutil.rmtree, path, True)
        raise
    return upload


def size_of(stream: IO[bytes]) -> int:
    """Return the size of an open file in bytes; it is read from its beginning afterwards."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    return size


def keep(source: IO[bytes], target: Any, path: Path) -> str:
    """Bring a file to `path`, which is open as `target`; return its SHA-256 once it is on disk."""
    if in_thread(give_name, source, path):
        return in_thread(disk.sync_and_hash, source.fileno(), source)
    while block := in_thread(source.read, BLOCKS.size(source)):
        target.write(block)
    BLOCKS.end(source)
    target.flush()
    return in_thread(disk.sync_and_hash, target.fileno(), source)


def write_record(path: Path, upload: Upload) -> None:
    with open(path, "xb") as target:
        target.write(json.dumps(asdict(upload)).encode())
        target.flush()
        in_thread(disk.sync, target.fileno())


def enlist(entry: Path) -> None:
    """Add an upload to its session's list; an entry's name begins with the time, so that sorting gives the order."""
    in_thread(disk.make_directory, entry.parent)
    os.mkdir(entry)
    in_thread(disk.sync_directory, entry.parent)


def find(directory: Path, id: str) -> Upload | None:
    """Return the record of an upload; None if there is none, or it is damaged."""
    if not is_id(id):
        return None
    path = directory / id / RECORD
    try:
        with open(path, "rb", opener=disk.open_regular) as file:
            record = file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        disk.report_damage(path, str(error))
        return None
    return upload_in(record, id, path)


def upload_in(record: bytes, id: str, path: Path) -> Upload | None:
    """Return the upload that a record describes; None if the record is damaged."""
    try:
        upload = Upload(**json.loads(record))
    except (RecursionError, TypeError, ValueError) as error:
        disk.report_damage(path, str(error))
        return None
    wrong = [field.name for field in fields(Upload) if type(getattr(upload, field.name)) is not field.type]
    if wrong or not is_sound(upload, id):
        disk.report_damage(path, f"a value that no upload has: {upload}")
        return None
    return upload


def is_sound(upload: Upload, id: str) -> bool:
    """Return whether `store` could have written this record: its values become headers, and parts of pages."""
    return (
        upload.id == id
        and bool(upload.name)
        and safe_name(upload.name) == upload.name
        and 0 <= upload.size < MAX_SIZE
        and upload.type.isprintable()
        and re.fullmatch("[0-9a-f]{64}", upload.sha256) is not None
        and is_id(upload.uploader)
    )


def content_of(directory: Path, upload: Upload) -> Path | None:
    """Return the path of an upload's content; None if it is missing or damaged."""
    path = directory / upload.id / CONTENT
    return path if in_thread(disk.is_whole, path, upload.size) else None


def recent(directory: Path, uploader: str) -> list[Upload]:
    """Return a session's last uploads, newest first, at most MAX_LISTED."""
    if not is_id(uploader):
        return []
    try:
        names = os.listdir(directory / disk.LISTS / uploader)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        disk.report_damage(directory / disk.LISTS / uploader, str(error))
        return []
    uploads: list[Upload] = []
    for name in sorted(names, reverse=True):
        if len(uploads) == MAX_LISTED:
            break
        upload = find(directory, name.rpartition("-")[2])
        if upload is not None:
            uploads.append(upload)
    return uploads


def sweep(directory: Path) -> None:
    """Make the directory, and remove what killed saves left. A save in another process holds a lock, and stays."""
    with suppress(OSError):
        in_thread(disk.make_directory, directory)
    in_thread(disk.remove_orphans, directory, PART, CONTENT)
    in_thread(disk.remove_unlisted, directory, PART)


def expire(directory: Path, retention: timedelta | None) -> None:
    """Remove the uploads older than `retention`; None keeps all."""
    if retention is not None:
        in_thread(disk.remove_old, directory, PART, retention.total_seconds())
