"""An app's response and the files that it left, without random parts."""

import hashlib
import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from comparison.values.cookies import relative_expiry, unsign_cookie
from comparison.values.normalizers import RANDOM_ID, TIME, TIME_TEXT
from parity.answers import without_framework

# Of logins, and of wrong passwords.
LOGS = ("login.log", "login.log.refused")
NOISE = ("date", "server", "x-hooks", "x-signals")
RANDOM = re.compile(RANDOM_ID.pattern.encode())


@dataclass(frozen=True)
class Left:
    """The files after an exchange: uploads as name, size and SHA-256, lines of the login log, and stray files."""

    uploads: tuple[tuple[str, int, str], ...] = ()
    log: tuple[str, ...] = ()
    torn: bool = False
    stray: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An app's normalized response; status 0 if the client disconnected before one was sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    left: Left


def answer_of(status: int, headers: list[tuple[str, str]], body: bytes, left: Left) -> Answer:
    kept = sorted((name.lower(), header(name.lower(), value)) for name, value in headers if name.lower() not in NOISE)
    return Answer(status, tuple(kept), TIME.sub(b"<time>", RANDOM.sub(b"<id>", without_framework(body))), left)


def header(name: str, value: str) -> str:
    if name == "set-cookie":
        value = TIME_TEXT.sub("<time>", relative_expiry(unsign_cookie(value), at=time.time()))
    return RANDOM_ID.sub("<id>", value)


class Place:
    """The directory of one app; emptied after each exchange."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.uploads, self.log = directory, directory / "uploads", directory / LOGS[0]

    def settled(self) -> Left:
        """Return the files that are there, and delete them."""
        names = [entry.name for entry in os.scandir(self.directory)]
        if not names:
            return Left()
        stray = [name for name in names if name not in ("uploads", *LOGS)]
        uploads = self.stored(stray) if "uploads" in names else ()
        log = b"".join((self.directory / name).read_bytes() for name in LOGS if name in names)
        self.clear()
        lines = log.split(b"\n")
        return Left(tuple(uploads), tuple(map(entry, lines[:-1])), bool(lines[-1]), tuple(stray))

    def clear(self) -> None:
        """Delete all files that are there."""
        for path in self.directory.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def stored(self, stray: list[str]) -> list[tuple[str, int, str]]:
        uploads, lists = [], 0
        for path in self.uploads.iterdir():
            if path.name == "uploaders":
                lists = sum(1 for _ in path.glob("*/*"))
                continue
            names = sorted(entry.name for entry in os.scandir(path))
            if names != ["content", "record.json"] or not RANDOM_ID.fullmatch(path.name):
                stray.append(f"uploads/{path.name}: {names}")
                continue
            content = (path / "content").read_bytes()
            record, digest = json.loads((path / "record.json").read_bytes()), hashlib.sha256(content).hexdigest()
            if (record["size"], record["sha256"]) != (len(content), digest):
                stray.append(f"{record} is wrong about its content")
            uploads.append((record["name"], len(content), digest))
        if lists != len(uploads):
            stray.append(f"{lists} entries for {len(uploads)} uploads")
        return sorted(uploads)


def entry(line: bytes) -> str:
    """Return a log line without its time; a line that is not a record stays as it is."""
    try:
        record = json.loads(line)
        del record["time"]
    except (ValueError, KeyError, TypeError):
        return f"no record: {line!r}"
    # A client that can break a line shows it here: all of JSON's text is ASCII without control characters.
    return json.dumps(record) if line.isascii() and line.decode().isprintable() else f"not escaped: {line!r}"
