"""Faults of many slow clients at once; slowhttptest is Debian's package of that name."""

import asyncio
import shutil
import socket
import ssl
import time
from subprocess import DEVNULL

from comparison.targets import child

from ..promises.place import FORM, HOST, MIB, answers, upload
from ..promises.trust import LOGIN
from .fault import fault

IN_DEVELOPMENT = {("flask", "run"): "the development server reads the body itself, and has no clock for it"}
MANY = 300
# Seconds for slowhttptest to end, which is to take twelve.
CROWD_WITHIN = 120.0
# Of the word "secret", as costly as by default.
SLOW_HASH = (
    "scrypt:32768:8:1$VVrVEcvCXEM193Qj$534902c21c105d1e653fed272b"
    "372f2683f481fd0bc1d3062fe31f80c1a5f4948c3992f0e1166dbb7ffeb0e29c788b251c067c0b18c9318781e731a44e52a695"
)
LOADS = {"slow headers": ("-H",), "slow bodies": ("-B", "-s", "100000"), "slow readers": ("-X", "-n", "2")}
# MiB that the crowd may cost. Flask runs in 64 threads, and malloc keeps memory for each: 123 (measured).
ROOM = {"slow headers": 192, "slow bodies": 192, "slow readers": 160}


async def slowhttptest(place, *options: str) -> None:
    """Run slowhttptest with 400 connections of a kind for ten seconds."""
    assert shutil.which("slowhttptest"), "apt install slowhttptest"
    scheme = "https" if place.target == "hypercorn-h2" else "http"
    path = "large.csv" if "-X" in options else "upload/"
    url = f"{scheme}://{HOST}:{place.server.port}/{path}"
    command = ["-c", "400", "-r", "200", "-l", "12", "-i", "3", "-p", "10", *options, "-u", url]
    process = await child.start_async(["slowhttptest", *command], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
    try:
        async with asyncio.timeout(CROWD_WITHIN):
            crowd = await answered_until(place, process)
        assert crowd > MANY, "the crowd never came"
        assert process.returncode == 0, f"slowhttptest ended with {process.returncode}"
    finally:
        child.kill(process)
        await child.wait_for_exit(process, 10)


async def answered_until(place, process) -> int:
    """Request pages until slowhttptest has ended; return the highest number of open connections."""
    waiting, most = asyncio.ensure_future(process.wait()), 0
    while not waiting.done():
        await answers(place)
        most = max(most, place.files())
        await asyncio.wait([waiting], timeout=0.5)
    return most


def crowd(name: str) -> None:
    @fault("crowds", f"Four hundred {name} leave the others served", seconds=20, room=ROOM[name])
    async def check(place):
        await slowhttptest(place, *LOADS[name])

    check.__name__ = name.replace(" ", "_")


for name in LOADS:
    crowd(name)


@fault("crowds", "A thousand idle connections leave the others served", room=192)
async def idle_connections(place):
    sockets = await asyncio.gather(*(asyncio.to_thread(connected, place) for _ in range(1000)))
    try:
        # hypercorn closes who says nothing for five seconds: not all of them are there at once on a slow machine.
        assert place.files() > MANY, "the crowd never came"
        for _ in range(5):
            await answers(place)
    finally:
        for connection in sockets:
            connection.close()


def connected(place) -> socket.socket:
    """Return an open connection, after its TLS handshake if any, without sending a request."""
    plain = socket.create_connection((HOST, place.server.port), timeout=60)
    if place.target != "hypercorn-h2":
        return plain
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(plain)


@fault(
    "crowds",
    "All of them at once leave the others served",
    seconds=30,
    room=384,
)
async def all_at_once(place):
    await asyncio.gather(idle_connections(place), *(slowhttptest(place, *options) for options in LOADS.values()))


@fault("crowds", "Logins from a hundred and fifty addresses leave uploads and files served", room=384,
       settings={"TRUSTED_PROXIES": "1", "PASSWORD_HASH": SLOW_HASH}, naive=False)  # fmt: skip
async def many_logins(place):
    async with asyncio.timeout(CROWD_WITHIN), place.client() as crowd_client, place.client() as other_client:

        async def log_in(number: int) -> int:
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            return (await crowd_client.post("/login", data=LOGIN, headers=headers)).status_code

        logins, longest = asyncio.gather(*map(log_in, range(150))), 0.0
        while not logins.done():
            begun = time.monotonic()
            stored = await other_client.post("/upload/", files={"file": ("a.txt", b"x")})
            page = await other_client.get("/static/style.css")
            assert (stored.status_code, page.status_code) == (200, 200)
            longest = max(longest, time.monotonic() - begun)
            await asyncio.sleep(0.05)
    # Who finds no room is told so.
    assert set(await logins) == {302, 503}
    assert longest < 2, f"{longest:.1f} s"


@fault("crowds", "A body that drips in longer than its deadline is refused", settings={"BODY_TIMEOUT": "2"},
       waived=IN_DEVELOPMENT, naive=False)  # fmt: skip
async def dripping_body(place):
    body = upload(MIB)
    wire, begun = place.posting(body, 1000), time.monotonic()
    for number in range(8):
        await asyncio.sleep(0.5)
        wire.data(body[1000 + number : 1001 + number])
    assert await asyncio.to_thread(wire.status) == 408
    assert time.monotonic() - begun < 20
    assert place.stored() == []


@fault("crowds", "An upload of seventy seconds is stored", seconds=75)
async def long_upload(place):
    body = upload(70_000)
    async with place.client(timeout=200) as client:

        async def dripped():
            for second in range(70):
                yield body[second * 1000 : second * 1000 + 1000]
                await asyncio.sleep(1)

        headers = FORM | {"Content-Length": str(len(body))}
        response = await client.post("/upload/", content=dripped(), headers=headers)
    assert response.status_code == 200, response.status_code
