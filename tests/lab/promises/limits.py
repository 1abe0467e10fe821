"""How much an app takes in, and what it does with the rest."""

from contextlib import suppress

from .place import FORM, LIMIT, MIB, Place, content_of, in_pieces, settled, upload
from .promise import promise


async def refused(place: Place, content) -> None:
    async with place.client() as client:
        response = await client.post("/upload/", content=content, headers=FORM)
    assert response.status_code == 413, response.status_code
    assert await settled(place.stored) == []
    assert place.parts() == []


@promise("A body of one byte over the limit is refused")
async def limit_with_length(place):
    await refused(place, upload(LIMIT + 1))


@promise("The same without a Content-Length")
async def limit_without_length(place):
    await refused(place, in_pieces(upload(LIMIT + 1)))


@promise("A body of exactly the limit is stored, with and without a length")
async def exactly_the_limit(place):
    bodies = [upload(LIMIT, "a.txt"), upload(LIMIT, "b.txt", b"y")]
    async with place.client() as client:
        for content in (bodies[0], in_pieces(bodies[1])):
            response = await client.post("/upload/", content=content, headers=FORM)
            assert response.status_code == 200, response.status_code
    assert place.stored() == sorted(content_of(body) for body in bodies)


@promise("Nothing is buffered beyond the limit, however much is sent")
async def endless_body(place):
    place.forget_peak()
    with place.wire() as wire, suppress(OSError):
        wire.head("POST", "/upload/", FORM, end=False)
        wire.data(upload(1000).partition(b"x")[0])
        for _ in range(100):
            wire.data(b"x" * MIB)
    grown = place.memory("VmHWM") - place.idle
    assert grown < 64, f"{grown:.0f} MiB"
    assert await settled(place.stored) == []


@promise("A client that sends all before it reads sees the 413", settings={"MAX_CONTENT_LENGTH": str(MIB)})
async def refusal_is_seen(place):
    body = upload(2 * MIB)
    with place.posting(body, len(body)) as wire:
        wire.data(b"", end=True)
        assert wire.status() == 413


@promise("A post that is answered before it was read leaves the connection whole")
async def unread_body(place):
    async with place.client() as client:
        for _ in range(20):
            assert (await client.post("/nowhere", content=b"x" * 100_000)).status_code == 404
            assert (await client.get("/")).status_code == 200
