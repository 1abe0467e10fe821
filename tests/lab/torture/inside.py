"""Tasks for a child of the nursery: it runs an app in its process, sends requests, and reports in JSON lines.

Each task gets `say`, which sends a JSON line to the parent at once, and the arguments of the order.
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
from comparison.targets.app_transport import AppTransport
from comparison.targets.asgi import AsgiCaller
from comparison.targets.lifespan import lifespan
from comparison.targets.wsgi import WsgiCaller

from ..promises.place import PASSWORD_HASH
from ..promises.trust import LOGIN

Say = Callable[[Any], None]
STORED = re.compile(r"/uploads/([0-9a-f]{32})")
# One upload in two may have this many bytes, the other ten times as many: then it is on the disk before it is saved.
LARGEST = 300_000
TWO_MINUTES = 120
MANY = 1000
# Where the two kinds of things are stored, in the directory of a case.
UPLOADS, LOG = "uploads", "logs/login.log"


@asynccontextmanager
async def client_of(package: str, directory: str, **more: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """Start an app in `directory`, and yield a client; `more` holds settings.

    Blocking calls share a single thread, because strace counts the calls of each thread separately.
    """
    settings = {
        "SECRET_KEY": "a key for torture",
        "PASSWORD_HASH": PASSWORD_HASH,
        "UPLOAD_FOLDER": f"{directory}/{UPLOADS}",
        "LOGIN_LOG": f"{directory}/{LOG}",
        "TRUSTED_PROXIES": 1,
        "THREADS": 1,
    } | more
    app = import_module(package).create_app(settings)
    options: dict[str, Any] = {"base_url": "http://localhost", "trust_env": False, "timeout": None}
    if is_asgi(app):
        async with lifespan(app), httpx2.AsyncClient(transport=AppTransport(AsgiCaller(app)), **options) as client:
            yield client
    else:
        async with httpx2.AsyncClient(transport=AppTransport(WsgiCaller(app)), **options) as client:
            yield client


def content_of(seed: Any, size: int | None = None) -> bytes:
    """Return seeded random bytes; without a size, the size is random too."""
    choice = random.Random(str(seed))
    return choice.randbytes(choice.randrange(1, LARGEST * choice.choice((1, 10))) if size is None else size)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def post_upload(client: httpx2.AsyncClient, content: bytes) -> tuple[int, str | None]:
    """Post an upload; return the status and the upload's id."""
    response = await client.post("/upload/", files={"file": ("a.txt", content)})
    match = STORED.search(response.text) if response.status_code == 200 else None
    return response.status_code, match[1] if match else None


async def post_login(client: httpx2.AsyncClient, ip: str) -> tuple[int, bool]:
    """Post a login; return the status, and whether the response sets a session cookie."""
    client.cookies.clear()
    response = await client.post("/login", data=LOGIN, headers={"X-Forwarded-For": ip})
    return response.status_code, "session=" in response.headers.get("Set-Cookie", "")


async def prepare(say: Say, package: str, directory: str, id: str, ip: str) -> None:
    """Store an upload and a login record; report the upload and its session's cookie.

    The upload's id is also the session's.
    """
    fix(package, id)
    async with client_of(package, directory) as client:
        content = content_of(id)
        stored = await post_upload(client, content)
        cookie = client.cookies["session"]
        assert (stored, await post_login(client, ip)) == ((200, id), (302, True))
    say({"sha256": sha256_of(content), "cookie": cookie})


def fix(package: str, id: str) -> None:
    """Fix the id and the time of the next upload, so that its paths are known in advance."""
    storage: Any = import_module(f"{package}.storage.uploads")
    storage.new_id = lambda: id
    storage.time = SimpleNamespace(time_ns=lambda: moment(id))


def moment(id: str) -> int:
    """Return a distinct time for an id, in nanoseconds."""
    return int(id[:15], 16)


async def save(
    say: Say, package: str, directory: str, id: str, seed: str, size: int, cookie: str | None, go: Callable[[], None]
) -> None:
    """Store an upload under a known id when the parent gives the signal; report the status."""
    fix(package, id)
    content = content_of(seed, size)
    async with client_of(package, directory) as client:
        if cookie:
            client.cookies["session"] = cookie
        go()
        status, stored = await post_upload(client, content)
        say({"status": status, "id": stored})
        os._exit(0)


async def login(say: Say, package: str, directory: str, ip: str, more: dict[str, Any], go: Callable[[], None]) -> None:
    """Log in when the parent gives the signal; report the status and whether there was a session."""
    async with client_of(package, directory, **more) as client:
        go()
        status, session = await post_login(client, ip)
        say({"status": status, "session": session})
        os._exit(0)


async def look(say: Say, package: str, directory: str, ids: list[str], cookie: str | None, ip: str) -> None:
    """Start an app with the clock two minutes ahead, and log in; report the uploads, a session's list, and the log.

    Uploads are reported as SHA-256 or None. `parts` are temporary directories that the start did not sweep.
    """
    for part in Path(directory, UPLOADS).glob("*.part"):
        os.utime(part, (time.time() - TWO_MINUTES,) * 2)
    async with client_of(package, directory) as client:
        parts = [path.name for path in Path(directory, UPLOADS).glob("*.part")]
        listed = []
        if cookie:
            client.cookies["session"] = cookie
            listed = STORED.findall((await client.get("/upload/")).text)
        hashes = {id: await downloaded(client, id) for id in {*ids, *listed}}
        before = records(package, directory)
        again = await post_login(client, ip)
        after = records(package, directory)
    say({"parts": parts, "listed": listed, "shown": hashes, "again": again, "before": before, "after": after})


def records(package: str, directory: str) -> list[dict[str, Any]]:
    """Return the records that the app reads from the log and from the rotated log, newest first."""
    tail, log = import_module(f"{package}.storage.disk").tail, Path(directory, LOG)
    return [entry for path in (log, log.with_name(f"{log.name}.1")) for entry in tail(path, MANY)]


async def downloaded(client: httpx2.AsyncClient, id: str) -> str | None:
    """Return an upload's SHA-256, None if it does not exist, or the status if the download fails."""
    response = await client.get(f"/uploads/{id}")
    if response.status_code == 200:
        return sha256_of(response.content)
    return None if response.status_code == 404 else f"status {response.status_code}"


async def toil(say: Say, package: str, directory: str, run: int) -> None:
    """Store uploads and log in, in this process, until killed."""
    async with client_of(package, directory, THREADS=8) as client:
        await labour(client, say, run)


async def labour(client: httpx2.AsyncClient, say: Say, run: int) -> None:
    """Store uploads, two at a time, and log in, in an endless loop; report each acknowledged id and address."""

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
    """Return a distinct IP address for each login."""
    return f"2001:db8:{run:x}:{number:x}::1"


TASKS = {task.__name__: task for task in (prepare, save, login, look, toil)}
