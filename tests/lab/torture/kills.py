"""kill -9 at random instants: what was acknowledged is there, and nothing is there that is not whole."""

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
# So many kills in one folder: what an earlier one left is there at the next.
BATCH = 20
SERVED = ("run", "hypercorn", "hypercorn-2")


@dataclass
class Tally:
    """What was counted over many kills of one app, reached in one way; from `lost` to `odd` all are to be 0."""

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
    """What was acknowledged in one folder, and what is found there."""

    def __init__(self, folder: Path, log: Path, tally: Tally) -> None:
        self.uploads, self.log, self.tally = folder, log, tally
        self.stored: dict[str, str] = {}
        self.logins: list[str] = []

    def enter(self, said: list[dict[str, Any]]) -> None:
        """Count what a client was told until the kill."""
        self.stored |= {one["upload"]: one["sha256"] for one in said if "upload" in one}
        self.logins += [one["login"] for one in said if "login" in one]
        self.tally.kills += 1
        self.tally.uploads += sum("upload" in one for one in said)
        self.tally.logins += sum("login" in one for one in said)
        self.tally.odd += sum("refused" in one for one in said)

    def look(self) -> None:
        """Look at the disk as the kill has left it."""
        self.tally.saving += any(self.uploads.glob("*.part"))
        visible = [path for path in self.uploads.glob("*") if re.fullmatch("[0-9a-f]{32}", path.name)]
        self.tally.partial += sum(not is_whole(path) for path in visible)
        lines = self.log.read_bytes().split(b"\n") if self.log.exists() else [b""]
        self.tally.writing += lines[-1] != b""

    def compare(self, shown: dict[str, Any], parts: int) -> None:
        """Compare with what an app shows that was started after the kill."""
        self.tally.lost += sum(shown[id] != sha256 for id, sha256 in self.stored.items())
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
    found = []
    for line in log.read_bytes().split(b"\n")[:-1] if log.exists() else []:
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def unlisted(uploads: Path) -> list[Path]:
    """Return the entries of lists whose upload is gone, or was never made."""
    entries = uploads.glob("uploaders/*/*")
    return [entry for entry in entries if not (uploads / entry.name.rpartition("-")[2]).exists()]


def in_process(package: str, kills: int, seed: str) -> Tally:
    """Kill children that work on an app in their own process."""
    tally, choice = Tally(package, "in process"), random.Random(f"{seed} {package}")
    with tempfile.TemporaryDirectory(prefix="torture-") as tmp, Nursery(package, Path(tmp, "log")) as nursery:
        for run in range(kills):
            folder = Path(tmp, "place")
            if run % BATCH == 0:
                shutil.rmtree(folder, ignore_errors=True)
                ledger = Ledger(folder / UPLOADS, folder / LOG, tally)
            ended = nursery.run("toil", kill_after=choice.uniform(0, LONGEST), folder=str(folder), run=run)
            ledger.enter(ended.said)
            tally.odd += not ended.killed
            ledger.look()
            given = {"ids": list(ledger.stored), "cookie": None, "ip": IP}
            seen = nursery.said("look", folder=str(folder), **given)
            tally.odd += seen["again"] != [302, True]
            tally.torn += sum(not {"user", "time", "ip"} <= set(entry) for entry in seen["after"])
            ledger.compare(seen["shown"], len(seen["parts"]))
    return tally


async def of_servers(app: App, target: str, kills: int, seed: str) -> Tally:
    """Kill servers under load; where there are workers, one of them alone in every second kill."""
    tally, choice = Tally(f"{app}_app", target), random.Random(f"{seed} {app} {target}")
    with served(app, target, {"TRUSTED_PROXIES": "1"}) as place:
        ledger = Ledger(place.folder / "uploads", place.folder / "login.log", tally)
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
    """Kill the whole group, or a worker alone where there are some."""
    if choice and (found := workers(place)):
        choice.choice(found).kill()
    else:
        os.killpg(place.server.process.pid, signal.SIGKILL)


def workers(place: Place) -> list[psutil.Process]:
    return [process for process in place.server.family()[1:] if "spawn_main" in " ".join(process.cmdline())]


async def started_again(place: Place, ledger: Ledger) -> None:
    """Start the server two minutes later; compare what it shows."""
    for part in ledger.uploads.glob("*.part"):
        os.utime(part, (time.time() - TWO_MINUTES,) * 2)
    place.server.start()
    parts = await settled(lambda: len(place.parts()))
    async with place.client() as client:
        shown = {id: await downloaded(client, id) for id in ledger.stored}
        ledger.tally.odd += (await client.get("/")).status_code != 200
    ledger.compare(shown, parts)
