"""Log in ten thousand times on four workers, kill a worker, and check for one record each."""

import asyncio
from collections import Counter
from itertools import count

import httpx2

from ..promises.place import App, Place, served
from .inside import address_of, post_login
from .kills import Tally, entries_of, workers

WORKERS, LANES = 4, 16


async def over_workers(app: App, logins: int) -> Tally:
    """Log in until `logins` logins are acknowledged; kill a worker after half of them."""
    tally, logged_in, attempts = Tally(f"{app}_app", f"{WORKERS} workers"), [], 0

    async def lane(number: int) -> None:
        nonlocal attempts
        for attempt in count():
            if len(logged_in) >= logins:
                return
            ip, attempts = address_of(number, attempt), attempts + 1
            try:
                async with place.client() as client:
                    status, session = await post_login(client, ip)
            except httpx2.TransportError:
                await start_again(place, lock)
                continue
            logged_in.append(ip)
            tally.odd += (status, session) != (302, True)
            if len(logged_in) == logins // 2:
                workers(place)[0].kill()
                tally.kills += 1

    lock = asyncio.Lock()
    with served(app, "hypercorn", {"TRUSTED_PROXIES": "1"}) as place:
        place.server.stop()
        command = list(place.server.command)
        place.server.command = [*command[:-1], "--workers", str(WORKERS), command[-1]]
        place.server.start()
        await asyncio.gather(*map(lane, range(LANES)))
        log = place.directory / "login.log"
        records, lines = entries_of(log), log.read_bytes().split(b"\n")
    counts = Counter(record["ip"] for record in records)
    tally.logins = len(logged_in)
    tally.lost = sum(counts[ip] != 1 for ip in logged_in)
    tally.odd += len(records) > attempts
    tally.torn = len(lines) - 1 - len(records)
    return tally


async def start_again(place: Place, lock: asyncio.Lock) -> None:
    """Restart a server that has ended: hypercorn 0.18 stops all workers when a worker dies (measured)."""
    async with lock:
        await asyncio.sleep(0.2)
        if place.server.process.poll() is not None:
            place.server.stop()
            place.server.start()
