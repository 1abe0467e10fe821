"""Ten thousand logins over four workers, one of which is killed: one record for each."""

import asyncio
from collections import Counter
from itertools import count

import httpx2

from ..promises.place import App, Place, served
from .inside import address_of, post_login
from .kills import Tally, entries_of, workers

WORKERS, LANES = 4, 16


async def over_workers(app: App, logins: int) -> Tally:
    """Log in until so many were told that they are; kill a worker when half of them were."""
    tally, told, asked = Tally(f"{app}_app", f"{WORKERS} workers"), [], 0

    async def lane(number: int) -> None:
        nonlocal asked
        for one in count():
            if len(told) >= logins:
                return
            ip, asked = address_of(number, one), asked + 1
            try:
                async with place.client() as client:
                    status, session = await post_login(client, ip)
            except httpx2.TransportError:
                await start_again(place, lock)
                continue
            told.append(ip)
            tally.odd += (status, session) != (302, True)
            if len(told) == logins // 2:
                workers(place)[0].kill()
                tally.kills += 1

    lock = asyncio.Lock()
    with served(app, "hypercorn", {"TRUSTED_PROXIES": "1"}) as place:
        place.server.stop()
        command = list(place.server.command)
        place.server.command = [*command[:-1], "--workers", str(WORKERS), command[-1]]
        place.server.start()
        await asyncio.gather(*map(lane, range(LANES)))
        log = place.folder / "login.log"
        records, lines = entries_of(log), log.read_bytes().split(b"\n")
    counts = Counter(record["ip"] for record in records)
    tally.logins = len(told)
    tally.lost = sum(counts[ip] != 1 for ip in told)
    tally.odd += len(records) > asked
    tally.torn = len(lines) - 1 - len(records)
    return tally


async def start_again(place: Place, lock: asyncio.Lock) -> None:
    """Start the server where it has ended: hypercorn 0.18 stops all workers when one of them has died (measured)."""
    async with lock:
        await asyncio.sleep(0.2)
        if place.server.process.poll() is not None:
            place.server.stop()
            place.server.start()
