"""What a child of the nursery does with an app in its own process, over HTTP, and what it says of it.

Each task gets `say`, which hands one line of JSON to the parent at once, and the arguments of the order.
"""

import asyncio
import hashlib
import os
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2

from comparison.targets.app import is_asgi
from comparison.targets.asgi import AsgiTransport
from comparison.targets.lifespan import lifespan
from comparison.targets.wsgi import WsgiTransport

from ..promises.place import PASSWORD_HASH
from ..promises.trust import LOGIN

Say = Callable[[Any], None]
STORED = re.compile(r"/uploads/([0-9a-f]{32})")
LARGEST = 300_000
TWO_MINUTES = 120
MANY = 1000
# Where the two kinds of things are stored, in the folder of a case.
UPLOADS, LOG = "uploads", "logs/login.log"


@asynccontextmanager
async def client_of(package: str, folder: str, **more: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """Start an app in `folder`, and yield a client; `more` holds settings.

    There is one thread for all that blocks: strace counts the calls of each thread for itself.
    """
    settings = {
        "SECRET_KEY": "a key for torture",
        "PASSWORD_HASH": PASSWORD_HASH,
        "UPLOAD_FOLDER": f"{folder}/{UPLOADS}",
        "LOGIN_LOG": f"{folder}/{LOG}",
        "TRUSTED_PROXIES": 1,
        "THREADS": 1,
    } | more
    app = import_module(package).create_app(settings)
    options: dict[str, Any] = {"base_url": "http://localhost", "trust_env": False, "timeout": None}
    if is_asgi(app):
        async with lifespan(app), httpx2.AsyncClient(transport=AsgiTransport(app), **options) as client:
            yield client
    else:
        async with httpx2.AsyncClient(transport=WsgiTransport(app), **options) as client:
            yield client


def content_of(seed: Any, size: int | None = None) -> bytes:
    """Return random bytes, the same for the same seed; of a random size where none is given."""
    choice = random.Random(str(seed))
    return choice.randbytes(choice.randrange(1, LARGEST) if size is None else size)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def post_upload(client: httpx2.AsyncClient, content: bytes) -> tuple[int, str | None]:
    """Return the status, and the id of what was stored."""
    response = await client.post("/upload/", files={"file": ("a.txt", content)})
    found = STORED.search(response.text) if response.status_code == 200 else None
    return response.status_code, found[1] if found else None


async def post_login(client: httpx2.AsyncClient, ip: str) -> tuple[int, bool]:
    """Return the status, and whether a session's cookie came with it."""
    client.cookies.clear()
    response = await client.post("/login", data=LOGIN, headers={"X-Forwarded-For": ip})
    return response.status_code, "session=" in response.headers.get("Set-Cookie", "")


async def prepare(say: Say, package: str, folder: str, id: str, ip: str) -> None:
    """Store an upload and a record; say what is stored, and the cookie of the session whose it is.

    Its id is the session's too.
    """
    fix(package, id)
    async with client_of(package, folder) as client:
        content = content_of(id)
        stored = await post_upload(client, content)
        cookie = client.cookies["session"]
        assert (stored, await post_login(client, ip)) == ((200, id), (302, True))
    say({"sha256": sha256_of(content), "cookie": cookie})


def fix(package: str, id: str) -> None:
    """Let the next upload have a known id and time, so that its paths are known before it is stored."""
    storage: Any = import_module(f"{package}.storage.uploads")
    storage.new_id = lambda: id
    storage.time = SimpleNamespace(time_ns=lambda: moment(id))


def moment(id: str) -> int:
    """Return a time of its own for an id, in nanoseconds."""
    return int(id[:15], 16)


async def save(
    say: Say, package: str, folder: str, id: str, seed: str, size: int, cookie: str | None, go: Callable[[], None]
) -> None:
    """Store one upload under a known id, once the parent has said so; say the status."""
    fix(package, id)
    content = content_of(seed, size)
    async with client_of(package, folder) as client:
        if cookie:
            client.cookies["session"] = cookie
        go()
        status, stored = await post_upload(client, content)
        say({"status": status, "id": stored})
        os._exit(0)


async def login(say: Say, package: str, folder: str, ip: str, more: dict[str, Any], go: Callable[[], None]) -> None:
    """Log in once, once the parent has said so; say the status and whether there was a session."""
    async with client_of(package, folder, **more) as client:
        go()
        status, session = await post_login(client, ip)
        say({"status": status, "session": session})
        os._exit(0)


async def look(say: Say, package: str, folder: str, ids: list[str], cookie: str | None, ip: str) -> None:
    """Start an app two minutes later, and log in; say what it shows of uploads, of a session's list, and of the log.

    Of an upload it is the SHA-256, or None. `parts` is what this start has not swept.
    """
    for part in Path(folder, UPLOADS).glob("*.part"):
        os.utime(part, (time.time() - TWO_MINUTES,) * 2)
    async with client_of(package, folder) as client:
        parts = [path.name for path in Path(folder, UPLOADS).glob("*.part")]
        listed = []
        if cookie:
            client.cookies["session"] = cookie
            listed = STORED.findall((await client.get("/upload/")).text)
        shown = {id: await downloaded(client, id) for id in {*ids, *listed}}
        before = records(package, folder)
        again = await post_login(client, ip)
        after = records(package, folder)
    say({"parts": parts, "listed": listed, "shown": shown, "again": again, "before": before, "after": after})


def records(package: str, folder: str) -> list[dict[str, Any]]:
    """Return what the app reads in the log, and in the one that was put away, newest first."""
    tail, log = import_module(f"{package}.storage.disk").tail, Path(folder, LOG)
    return [entry for path in (log, log.with_name(f"{log.name}.1")) for entry in tail(path, MANY)]


async def downloaded(client: httpx2.AsyncClient, id: str) -> str | None:
    """Return the SHA-256 of an upload that is there, None of one that isn't, and the status where it can't be had."""
    response = await client.get(f"/uploads/{id}")
    if response.status_code == 200:
        return sha256_of(response.content)
    return None if response.status_code == 404 else f"status {response.status_code}"


async def toil(say: Say, package: str, folder: str, run: int) -> None:
    """Work on an app in this process until killed."""
    async with client_of(package, folder, THREADS=8) as client:
        await labour(client, say, run)


async def labour(client: httpx2.AsyncClient, say: Say, run: int) -> None:
    """Store uploads, two at a time, and log in, without end; say each id and each record's address when it is there."""

    async def uploads(lane: int) -> None:
        for number in count():
            content = content_of((run, lane, number))
            status, id = await post_upload(client, content)
            say({"upload": id, "sha256": sha256_of(content)} if status == 200 else {"refused": status})

    async def logins() -> None:
        for number in count():
            ip = address_of(run, number)
            status, _ = await post_login(client, ip)
            say({"login": ip} if status == 302 else {"refused": status})

    await asyncio.gather(uploads(0), uploads(1), logins())


def address_of(run: int, number: int) -> str:
    """Return an address of its own for each login."""
    return f"2001:db8:{run:x}:{number:x}::1"


TASKS = {task.__name__: task for task in (prepare, save, login, look, toil)}
