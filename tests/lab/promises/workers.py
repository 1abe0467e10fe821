"""Several processes, and their end."""

import asyncio
import json

from .place import answers, content_of, upload
from .promise import promise
from .streams import WHOLE
from .trust import LOGIN

AT_ONCE = {("flask", "run"): "a development server: it goes at once, and with it what was under way"}


@promise("Two hundred logins are two hundred records in one log")
async def one_log(place):
    async def log_in():
        async with place.client() as client:
            return (await client.post("/login", data=LOGIN)).status_code

    for _ in range(10):
        assert await asyncio.gather(*(log_in() for _ in range(20))) == [302] * 20
    lines = next(place.folder.glob("login*log*")).read_text().splitlines()
    assert len(lines) == 200
    assert place.app.naive or {json.loads(line)["user"] for line in lines} == {"admin"}


@promise("A server that is told to stop goes, though readers stall")
async def goes_in_time(place):
    for _ in range(3):
        place.reading()
    place.stop()
    assert await place.gone(50)


@promise("What is under way when the server is told to stop is finished", waived=AT_ONCE)
async def finishes(place):
    body = upload(3_000_000)
    upload_wire, download = place.posting(body, len(body) // 2), place.reading("/large.csv?rows=5000")
    await answers(place)
    place.stop()
    upload_wire.data(body[len(body) // 2 :], end=True)
    size = await asyncio.to_thread(lambda: sum(map(len, iter(download.read, b""))))
    assert size in (WHOLE // 10, WHOLE), f"{size} bytes"
    assert upload_wire.status() == 200
    assert place.stored() == [content_of(body)]
