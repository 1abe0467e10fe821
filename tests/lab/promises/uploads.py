"""What becomes of an upload when its client or its server leaves, or many come at once."""

import asyncio

from .place import FORM, MIB, answers, content_of, settled, upload
from .promise import promise


@promise("An upload that was sent whole is stored whole or not at all, though its client has left: 20 of 20")
async def abandoned_upload(place):
    bodies = [upload(3_000_000, f"{number}.txt", bytes([97 + number])) for number in range(20)]
    for number, body in enumerate(bodies):
        wire = place.posting(body, len(body))
        wire.data(b"", end=True)
        (wire.reset if number % 2 else wire.close)()
    stored = await settled(place.stored)
    assert set(stored) <= {content_of(body) for body in bodies}
    assert await settled(place.parts) == []


@promise("An upload that was cut short leaves nothing")
async def cut_upload(place):
    body = upload(3_000_000)
    for number in range(6):
        wire = place.posting(body, 1_000_000)
        (wire.reset if number % 2 else wire.close)()
    assert await settled(place.stored) == []
    assert place.parts() == []
    await answers(place)


@promise("SIGTERM during a save leaves no part of a file visible")
async def terminated_save(place):
    bodies = [upload(15_000_000, f"{number}.txt", bytes([97 + number])) for number in range(8)]
    wires = [place.posting(body, len(body)) for body in bodies]
    for wire in wires:
        wire.data(b"", end=True)
    place.stop()
    assert await place.gone(20)
    assert set(place.stored()) <= {content_of(body) for body in bodies}


@promise("Twenty uploads of 15.7 MB at once are all stored, in 64 MiB of memory")
async def twenty_uploads(place):
    bodies = [upload(15_700_000, f"{number}.txt", bytes([97 + number])) for number in range(20)]
    place.forget_peak()
    async with place.client() as client:
        posts = [client.post("/upload/", content=body, headers=FORM) for body in bodies]
        responses = await asyncio.gather(*posts)
    assert [response.status_code for response in responses] == [200] * 20
    assert place.stored() == sorted(content_of(body) for body in bodies)
    grown = place.memory("VmHWM") - place.idle
    assert grown < 64, f"{grown:.0f} MiB"


@promise("Two hundred stalled uploads leave the others served")
async def stalled_uploads(place):
    body = upload(MIB)
    for _ in range(200):
        place.posting(body, 1000)
    await answers(place)


@promise("A stored file answers ranges, conditions and HEAD rightly", naive=False)
async def stored_file(place):
    async with place.client() as client:
        page = (await client.post("/upload/", files={"file": ("a.txt", b"0123456789")})).text
        path = f"/uploads/{page.partition('/uploads/')[2][:32]}"
        whole = await client.get(path)
        part = await client.get(path, headers={"Range": "bytes=-3"})
        same = await client.get(path, headers={"If-None-Match": whole.headers["ETag"]})
        head = await client.head(path)
    assert (whole.status_code, whole.content) == (200, b"0123456789")
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"789", "bytes 7-9/10")
    assert (same.status_code, same.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "10")
