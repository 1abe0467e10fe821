"""A tortured save or login: its output, the state after it, and the broken promises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .inside import UPLOADS, content_of, sha256_of
from .nursery import Ended

SIZE, LARGE_SIZE = 200_000, 5_000_000
OLDER, NEWER = "a" * 32, "c" * 32
IPS = OLD_IP, NEW_IP, NEXT_IP = "192.0.2.1", "192.0.2.2", "192.0.2.3"
SHA256 = 64


@dataclass(frozen=True)
class Case:
    """Output and state of a tortured process: `left` are new files at its end, `stays` those after a restart.

    `twice` says that what undoes a save or a login may have failed too: then some of it may be left for the next start.
    """

    scene: str
    ended: Ended
    seen: dict[str, Any]
    left: set[str]
    stays: set[str]
    older: str | None
    twice: bool

    @property
    def said(self) -> dict[str, Any]:
        return self.ended.said[0] if self.ended.said else {}

    @property
    def status(self) -> str:
        if self.ended.hung:
            return "none, for it hangs"
        return str(self.said.get("status", "killed" if self.ended.killed else f"none, but exit code {self.ended.code}"))

    @property
    def refused(self) -> bool:
        return self.status.startswith("5")

    def wrong(self) -> list[str]:
        return [*self.always(), *(self.upload() if "upload" in self.scene else self.login())]

    def always(self) -> Iterator[str]:
        """Yield what is wrong in every case: an older upload is missing, or a visible upload is not whole."""
        hashes, listed, before = self.seen["shown"], self.seen["listed"], self.seen["before"]
        if not self.status.startswith(("200", "302", "5", "killed")):
            yield f"the answer is {self.status}"
        if self.older and (hashes.get(OLDER) != self.older or OLDER not in listed):
            yield "the older upload is not what it was"
        if any(len(hashes[id] or "") != SHA256 for id in listed):
            yield "the list names what can't be had"
        if self.seen["parts"]:
            yield "a part outlives the next start"
        if self.older and [entry["ip"] for entry in before][-1:] != [OLD_IP]:
            yield "the older record is gone"
        if any(not {"user", "time", "ip"} <= set(entry) or entry["ip"] not in IPS for entry in self.seen["after"]):
            yield "a reader of the log sees a line that is none"
        if self.seen["again"] != [302, True] or self.seen["after"][1:] != before:
            yield "the next login is not recorded"

    def upload(self) -> Iterator[str]:
        whole, hash_of_newer = sha256_of(content_of(NEWER, size_in(self.scene))), self.seen["shown"][NEWER]
        listed = NEWER in self.seen["listed"]
        there = hash_of_newer is not None or listed
        if self.status == "200" and (hash_of_newer != whole or self.said["id"] != NEWER or (self.older and not listed)):
            yield "200, and not stored whole"
        if self.refused and there:
            yield "refused, and yet there"
        if there and hash_of_newer != whole:
            yield "there, and not whole"
        if not there and any(map(is_newer, self.stays)):
            yield "what is left of it outlives the next start"
        if self.refused and not self.twice and any(map(is_newer, self.left)):
            yield "refused, and something is left"

    def login(self) -> Iterator[str]:
        records = [entry["ip"] for entry in self.seen["before"]].count(NEW_IP)
        if self.status == "302" and (records != 1 or not self.said["session"]):
            yield f"302, and {records} records"
        if self.refused and self.said["session"]:
            yield "refused, and yet a session"
        if self.refused and records and not self.twice:
            yield "refused, and yet a record"
        if records > 1:
            yield "two records of one login"


def size_in(scene: str) -> int:
    """Return the bytes of a scene's upload: a large one is on the disk, and synced once, before it is saved."""
    return LARGE_SIZE if "large" in scene else SIZE


def is_newer(path: str) -> bool:
    """Return whether a path belongs to the new upload; a session's list has no upload's id in its path."""
    return NEWER in path and not re.fullmatch(f"{UPLOADS}/uploaders(/{NEWER})?", path)
