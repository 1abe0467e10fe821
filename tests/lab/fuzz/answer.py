"""What an app answered and left on disk, without what is random."""

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

# Of logins, and of wrong passwords.
LOGS = ("login.log", "login.log.refused")
NOISE = ("date", "server", "x-hooks", "x-signals")
RANDOM = re.compile(RANDOM_ID.pattern.encode())


@dataclass(frozen=True)
class Left:
    """What an exchange left behind: uploads as name, size and SHA-256, lines of the login log, anything elsewhere."""

    uploads: tuple[tuple[str, int, str], ...] = ()
    log: tuple[str, ...] = ()
    torn: bool = False
    stray: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An app's answer, normalised; status 0 when there was none because the client had left."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    left: Left


def answer_of(status: int, headers: list[tuple[str, str]], body: bytes, left: Left) -> Answer:
    kept = sorted((name.lower(), header(name.lower(), value)) for name, value in headers if name.lower() not in NOISE)
    return Answer(status, tuple(kept), TIME.sub(b"<time>", RANDOM.sub(b"<id>", body)), left)


def header(name: str, value: str) -> str:
    if name == "set-cookie":
        value = TIME_TEXT.sub("<time>", relative_expiry(unsign_cookie(value), at=time.time()))
    return RANDOM_ID.sub("<id>", value)


class Place:
    """The folder of one app; emptied after each exchange."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.uploads, self.log = folder, folder / "uploads", folder / LOGS[0]

    def settled(self) -> Left:
        """Return what is there, and take it away."""
        names = [entry.name for entry in os.scandir(self.folder)]
        if not names:
            return Left()
        stray = [name for name in names if name not in ("uploads", *LOGS)]
        uploads = self.stored(stray) if "uploads" in names else ()
        log = b"".join((self.folder / name).read_bytes() for name in LOGS if name in names)
        for name in names:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        lines = log.split(b"\n")
        return Left(tuple(uploads), tuple(map(entry, lines[:-1])), bool(lines[-1]), tuple(stray))

    def stored(self, stray: list[str]) -> list[tuple[str, int, str]]:
        found, lists = [], 0
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
            found.append((record["name"], len(content), digest))
        if lists != len(found):
            stray.append(f"{lists} entries for {len(found)} uploads")
        return sorted(found)


def entry(line: bytes) -> str:
    """Return a log line without its time; a line that is no record is shown as it is."""
    try:
        record = json.loads(line)
        del record["time"]
    except (ValueError, KeyError, TypeError):
        return f"no record: {line!r}"
    # A client that can break a line shows it here: all of JSON's text is ASCII without control characters.
    return json.dumps(record) if line.isascii() and line.decode().isprintable() else f"not escaped: {line!r}"
