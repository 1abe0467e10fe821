"""Send SIGKILL at random instants: every acknowledged upload and login must exist, and nothing partial."""

import asyncio
import hashlib
import json
import os
import random
import re
import shutil
import signal
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psutil

from ..promises.place import App, Place, served, settled
from .inside import LOG, TWO_MINUTES, UPLOADS, downloaded, labour
from .nursery import Nursery

IP = "192.0.2.3"
# In so many seconds a child makes its app, sweeps, and stores some uploads.
LONGEST = 0.4
# So many kills in one directory: what an earlier one left is there at the next.
BATCH = 20
SERVED = ("run", "hypercorn", "hypercorn-2")


@dataclass
class Tally:
    """The counts over many kills of an app on a target; the fields from `lost` to `odd` must be 0."""

    app: str
    way: str
    kills: int = 0
    uploads: int = 0
    logins: int = 0
    lost: int = 0
    partial: int = 0
    torn: int = 0
    parts: int = 0
    odd: int = 0
    # How many kills came while a save was under way, or while a line was half written.
    saving: int = 0
    writing: int = 0

    @property
    def wrong(self) -> int:
        return self.lost + self.partial + self.torn + self.parts + self.odd


class Ledger:
    """The uploads and logins acknowledged for a directory, compared with its files."""

    def __init__(self, directory: Path, log: Path, tally: Tally) -> None:
        self.uploads, self.log, self.tally = directory, log, tally
        self.stored: dict[str, str] = {}
        self.logins: list[str] = []

    def enter(self, said: list[dict[str, Any]]) -> None:
        """Count the uploads and logins that were acknowledged before the kill."""
        self.stored |= {entry["upload"]: entry["sha256"] for entry in said if "upload" in entry}
        self.logins += [entry["login"] for entry in said if "login" in entry]
        self.tally.kills += 1
        self.tally.uploads += sum("upload" in entry for entry in said)
        self.tally.logins += sum("login" in entry for entry in said)
        self.tally.odd += sum("refused" in entry for entry in said)

    def look(self) -> None:
        """Count the temporary files and torn lines that the kill left on the disk."""
        self.tally.saving += any(self.uploads.glob("*.part"))
        visible = [path for path in self.uploads.glob("*") if re.fullmatch("[0-9a-f]{32}", path.name)]
        self.tally.partial += sum(not is_whole(path) for path in visible)
        lines = self.log.read_bytes().split(b"\n") if self.log.exists() else [b""]
        self.tally.writing += lines[-1] != b""

    def compare(self, hashes: dict[str, Any], parts: int) -> None:
        """Count the uploads that an app started after the kill has lost."""
        self.tally.lost += sum(hashes[id] != sha256 for id, sha256 in self.stored.items())
        counts = Counter(entry["ip"] for entry in entries_of(self.log))
        self.tally.lost += sum(counts[ip] != 1 for ip in self.logins)
        self.tally.parts += parts + len(unlisted(self.uploads))


def is_whole(upload: Path) -> bool:
    try:
        record = json.loads((upload / "record.json").read_bytes())
        return record["sha256"] == hashlib.sha256((upload / "content").read_bytes()).hexdigest()
    except (OSError, ValueError):
        return False


def entries_of(log: Path) -> list[dict[str, Any]]:
    """Return the whole records of a log, oldest first."""
    entries = []
    for line in log.read_bytes().split(b"\n")[:-1] if log.exists() else []:
        with suppress(ValueError):
            entries.append(json.loads(line))
    return entries


def unlisted(uploads: Path) -> list[Path]:
    """Return the entries of sessions' lists without an upload."""
    entries = uploads.glob("uploaders/*/*")
    return [entry for entry in entries if not (uploads / entry.name.rpartition("-")[2]).exists()]


def in_process(package: str, kills: int, seed: str) -> Tally:
    """Kill child processes that run an app in process."""
    tally, choice = Tally(package, "in process"), random.Random(f"{seed} {package}")
    with tempfile.TemporaryDirectory(prefix="torture-") as tmp, Nursery(package, Path(tmp, "log")) as nursery:
        for run in range(kills):
            directory = Path(tmp, "place")
            if run % BATCH == 0:
                shutil.rmtree(directory, ignore_errors=True)
                ledger = Ledger(directory / UPLOADS, directory / LOG, tally)
            ended = nursery.run("toil", kill_after=choice.uniform(0, LONGEST), directory=str(directory), run=run)
            ledger.enter(ended.said)
            tally.odd += not ended.killed
            ledger.look()
            arguments = {"ids": list(ledger.stored), "cookie": None, "ip": IP}
            seen = nursery.said("look", directory=str(directory), **arguments)
            tally.odd += seen["again"] != [302, True]
            tally.torn += sum(not {"user", "time", "ip"} <= set(entry) for entry in seen["after"])
            ledger.compare(seen["shown"], len(seen["parts"]))
    return tally


async def of_servers(app: App, target: str, kills: int, seed: str) -> Tally:
    """Kill servers under load; every second kill ends a single worker, where there are workers."""
    tally, choice = Tally(f"{app}_app", target), random.Random(f"{seed} {app} {target}")
    with served(app, target, {"TRUSTED_PROXIES": "1"}) as place:
        ledger = Ledger(place.directory / "uploads", place.directory / "login.log", tally)
        for run in range(kills):
            said: list[dict[str, Any]] = []
            async with place.client() as client:
                work = asyncio.create_task(labour(client, said.append, run))
                await asyncio.sleep(choice.uniform(0, 2 * LONGEST))
                kill(place, choice if run % 2 else None)
                await asyncio.wait([work], timeout=LONGEST)
                work.cancel()
                with suppress(httpx2.TransportError, asyncio.CancelledError):
                    await work
            ledger.enter(said)
            place.server.stop()
            ledger.look()
            await started_again(place, ledger)
    return tally


def kill(place: Place, choice: random.Random | None) -> None:
    """Kill the whole process group, or a single worker."""
    if choice and (processes := workers(place)):
        choice.choice(processes).kill()
    else:
        os.killpg(place.server.process.pid, signal.SIGKILL)


def workers(place: Place) -> list[psutil.Process]:
    return [process for process in place.server.family()[1:] if "spawn_main" in " ".join(process.cmdline())]


async def started_again(place: Place, ledger: Ledger) -> None:
    """Restart the server with the clock two minutes ahead; compare the uploads that it serves."""
    for part in ledger.uploads.glob("*.part"):
        os.utime(part, (time.time() - TWO_MINUTES,) * 2)
    place.server.start()
    parts = await settled(lambda: len(place.parts()))
    async with place.client() as client:
        hashes = {id: await downloaded(client, id) for id in ledger.stored}
        ledger.tally.odd += (await client.get("/")).status_code != 200
    ledger.compare(hashes, parts)
